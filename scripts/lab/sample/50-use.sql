-- The sample shop, 6 of 6. As superuser, in database shop. What a database in use has besides its tables.

SET ROLE shop_owner;

-- Indexes of the users, on tables that belong to TVIEWs. A TVIEW that is dropped and created again loses them.
CREATE INDEX tv_product_by_category ON tv_product (fk_category);
CREATE INDEX tv_review_by_product ON tv_review (fk_product);
CREATE INDEX tv_review_by_user ON tv_review (fk_user);
CREATE INDEX tv_offer_by_product ON tv_offer (fk_product);
CREATE INDEX tv_order_by_user ON tv_order (fk_user);
CREATE INDEX tv_order_line_by_order ON tv_order_line (fk_order);
CREATE INDEX tv_order_line_by_product ON tv_order_line (fk_product);
CREATE INDEX tv_invoice_by_order ON sales.tv_invoice (fk_order);
COMMENT ON TABLE tv_product IS 'What the catalogue pages read';

-- A view of the users on top of a TVIEW: it keeps the TVIEW from being dropped.
CREATE VIEW best_products AS
SELECT fk_product AS pk_product, round(avg((data ->> 'stars')::numeric), 2) AS stars, count(*) AS reviews
FROM tv_review GROUP BY fk_product HAVING count(*) >= 15;

-- Trigger states as they are found in the field.
ALTER TABLE sales.tb_invoice ENABLE ALWAYS TRIGGER trg_tview_invoice_on_tb_invoice;
COMMENT ON TRIGGER trg_tview_invoice_on_tb_invoice ON sales.tb_invoice
    IS 'ALWAYS: invoices also arrive by replication, and tv_invoice has to follow those too';
ALTER TABLE tb_user DISABLE TRIGGER trg_tview_order_on_tb_user;
COMMENT ON TRIGGER trg_tview_order_on_tb_user ON tb_user
    IS 'Off on purpose: each trigger on this table updates every TVIEW that reads it, so one of them is enough';

-- The role of the application owns nothing. Its writes reach the TVIEWs with its own rights, so it needs all of these.
GRANT USAGE ON SCHEMA public, sales TO shop_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tb_supplier, tb_contact, tb_category, tb_product, tb_offer, tb_user, tb_review, tb_order,
    tb_order_line, tb_payment, sales.tb_invoice TO shop_app;
GRANT SELECT ON v_category, v_product, v_user, v_review, v_supplier, v_offer, v_order, v_order_line, v_payment,
    sales.v_invoice, best_products TO shop_app;
GRANT SELECT, INSERT, UPDATE ON tv_category, tv_product, tv_user, tv_review, tv_supplier, tv_offer, tv_order, tv_order_line,
    tv_payment, sales.tv_invoice TO shop_app;

ANALYZE tv_category, tv_product, tv_user, tv_review, tv_supplier, tv_offer, tv_order, tv_order_line, tv_payment, sales.tv_invoice;

RESET ROLE;
