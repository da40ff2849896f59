"""The order of pages whose labels tell it: of booklets, of files bound from the last page to the first."""
