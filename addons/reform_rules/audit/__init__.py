"""What an auditor receives: neutral records, the forms they are written in, and the manifest over the files."""
