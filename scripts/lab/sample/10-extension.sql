-- The sample shop, 2 of 6. As superuser, in database shop.

CREATE EXTENSION pg_tviews;

CREATE SCHEMA sales AUTHORIZATION shop_owner;

-- The extension grants nothing. Without these, shop_owner cannot create TVIEWs, and shop_app cannot even write its own tables,
-- because triggers run with the rights of whoever writes. DROP EXTENSION loses them.
GRANT SELECT, INSERT, DELETE ON pg_tview_meta TO shop_owner;
GRANT SELECT, INSERT ON pg_tview_audit_log TO shop_owner;
GRANT USAGE ON SEQUENCE pg_tview_audit_log_log_id_seq TO shop_owner;
GRANT SELECT ON pg_tview_meta TO shop_app;
