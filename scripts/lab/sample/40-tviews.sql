-- The sample shop, 5 of 6. As superuser, in database shop.
--
-- A row of a TVIEW follows a changed base row in one of three ways: it is the row of the same entity, it shows the key of the
-- changed row as fk_<entity>, or the changed row shows the key of the TVIEW. A TVIEW where none of these holds makes writes fail.

SET ROLE shop_owner;

SELECT pg_tviews_create('tv_category', $$
    SELECT pk_category, id, identifier, jsonb_build_object('name', name, 'identifier', identifier) AS data
    FROM tb_category
$$);

-- Second level: reads the view of category. tb_category itself is not among its dependencies, changes arrive by fk_category.
SELECT pg_tviews_create('tv_product', $$
    SELECT tb_product.pk_product, tb_product.id, tb_product.identifier, tb_product.fk_category, v_category.id AS category_id,
           jsonb_build_object('name', tb_product.name, 'price', tb_product.price, 'active', tb_product.active,
                              'category', v_category.data) AS data
    FROM tb_product JOIN v_category ON v_category.pk_category = tb_product.fk_category
$$);

SELECT pg_tviews_create('tv_user', $$
    SELECT pk_user, id, identifier, jsonb_build_object('name', name, 'email', email, 'since', since) AS data
    FROM tb_user
$$);

-- Third level: reads the view of product, which reads the view of category.
SELECT pg_tviews_create('tv_review', $$
    SELECT tb_review.pk_review, tb_review.id, tb_review.fk_product, tb_review.fk_user, v_product.id AS product_id,
           jsonb_build_object('stars', tb_review.stars, 'body', tb_review.body, 'product', v_product.data,
                              'author', v_user.data) AS data
    FROM tb_review
    JOIN v_product ON v_product.pk_product = tb_review.fk_product
    JOIN v_user ON v_user.pk_user = tb_review.fk_user
$$);

-- An array out of another table: tb_contact shows fk_supplier.
SELECT pg_tviews_create('tv_supplier', $$
    SELECT tb_supplier.pk_supplier, tb_supplier.id, tb_supplier.identifier,
           jsonb_build_object('name', tb_supplier.name, 'country', tb_supplier.country,
                              'contacts', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', tb_contact.name, 'email', tb_contact.email)
                                                                     ORDER BY tb_contact.pk_contact), '[]'::jsonb)
                                           FROM tb_contact WHERE tb_contact.fk_supplier = tb_supplier.pk_supplier)) AS data
    FROM tb_supplier
$$);

-- Reads another tv_ table. Its trigger sits on tv_supplier, and looks for a key named after that table: fk_tv_supplier.
-- Must be refreshed after supplier.
SELECT pg_tviews_create('tv_offer', $$
    SELECT tb_offer.pk_offer, tb_offer.id, tb_offer.fk_product, tb_offer.fk_supplier AS fk_tv_supplier, tv_supplier.id AS supplier_id,
           jsonb_build_object('price', tb_offer.price, 'supplier', tv_supplier.data, 'product', v_product.data) AS data
    FROM tb_offer
    JOIN tv_supplier ON tv_supplier.pk_supplier = tb_offer.fk_supplier
    JOIN v_product ON v_product.pk_product = tb_offer.fk_product
$$);

SELECT pg_tviews_create('tv_order', $$
    SELECT tb_order.pk_order, tb_order.id, tb_order.identifier, tb_order.fk_user, tb_user.id AS user_id,
           jsonb_build_object('state', tb_order.state, 'placed', tb_order.placed, 'user', tb_user.name) AS data
    FROM tb_order JOIN tb_user ON tb_user.pk_user = tb_order.fk_user
$$);

SELECT pg_tviews_create('tv_order_line', $$
    SELECT tb_order_line.pk_order_line, tb_order_line.id, tb_order_line.fk_order, tb_order_line.fk_product,
           jsonb_build_object('product', tb_product.identifier, 'quantity', tb_order_line.quantity,
                              'amount', tb_order_line.quantity * tb_order_line.price) AS data
    FROM tb_order_line JOIN tb_product ON tb_product.pk_product = tb_order_line.fk_product
$$);

-- Partitioned: rows do NOT follow. The trigger reports the partition, the registration names the parent. As the real one.
SELECT pg_tviews_create('tv_payment', $$
    SELECT pk_payment, id, jsonb_build_object('method', method, 'amount', amount, 'received', received) AS data
    FROM tb_payment
$$);

-- In another schema, and with it a second trigger function of the same name.
SET search_path = sales, public;
SELECT pg_tviews_create('tv_invoice', $$
    SELECT tb_invoice.pk_invoice, tb_invoice.id, tb_invoice.identifier, tb_invoice.fk_order, tb_order.id AS order_id,
           jsonb_build_object('amount', tb_invoice.amount, 'due', tb_invoice.due, 'order', tb_order.identifier) AS data
    FROM tb_invoice JOIN tb_order ON tb_order.pk_order = tb_invoice.fk_order
$$);
RESET search_path;

RESET ROLE;
