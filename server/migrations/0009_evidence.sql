-- What can be proven about letters.

-- Since when somebody may have taken the piece from the print shelf: written before it is complete there.
ALTER TABLE mail_deliveries ADD COLUMN laid_at BIGINT;
