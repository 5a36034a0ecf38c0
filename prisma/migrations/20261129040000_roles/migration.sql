-- "staff" is called manager now and may do the same; owners and viewers stay what they are.
UPDATE "admin_users" SET "role" = 'manager' WHERE "role" = 'staff';
