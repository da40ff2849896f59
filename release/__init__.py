"""What a release is made of: `python -m release` writes its bill of materials and the licences of all parts."""
