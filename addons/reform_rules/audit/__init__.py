"""What an auditor receives.

Neutral records, the forms they are written in, and the manifest over the files.
"""
