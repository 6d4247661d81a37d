"""The IDSE batch file: a line of 168 bytes for each movement that the institute reports to IMSS. Pure.

layout.py is the table of its fields, record.py writes and reads a line, file.py a whole file, names.py makes a name
fit, student.py tells what of a case may go into a line, batch.py makes the files of many cases. What public sources
leave open for students is a setting; docs/idse.md tells which.
"""
