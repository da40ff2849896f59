"""Files that hold others: ZIP archives, PDFs with attachments, and workbooks, which hold a form or none."""
