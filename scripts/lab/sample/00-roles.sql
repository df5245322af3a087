-- The sample shop, 1 of 6. As superuser, in any database, outside of a transaction.
-- Every statement of these files is plain SQL that ends in a semicolon, so that any client can run them.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_owner') THEN
        CREATE ROLE shop_owner LOGIN PASSWORD 'shop_owner';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
        CREATE ROLE shop_app LOGIN PASSWORD 'shop_app';
    END IF;
END
$$;

CREATE DATABASE shop OWNER shop_owner;

-- pg_tviews finds everything by unqualified names, so every schema with TVIEWs must be in the path of every session that
-- writes. Such a setting belongs to the database and is lost by a dump that does not recreate the database.
ALTER DATABASE shop SET search_path = public, sales;
