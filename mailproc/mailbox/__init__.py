"""The two ends of the way: mail comes in by IMAP or Maildir, letters go out by SMTP or into a Maildir."""
