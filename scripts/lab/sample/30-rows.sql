-- The sample shop, 4 of 6. As superuser, in database shop. The same rows on every run: nothing here is random or reads the clock.

SET ROLE shop_owner;

INSERT INTO tb_supplier (pk_supplier, id, identifier, name, country)
SELECT n, md5('supplier ' || n)::uuid, 'supplier-' || n, 'Supplier ' || n, (ARRAY['PT', 'DE', 'JP', 'BR', 'KE'])[n % 5 + 1]
FROM generate_series(1, 60) AS n;

INSERT INTO tb_contact (pk_contact, id, fk_supplier, name, email)
SELECT n, md5('contact ' || n)::uuid, n % 60 + 1, 'Contact ' || n, 'contact' || n || '@supplier.example'
FROM generate_series(1, 150) AS n;

INSERT INTO tb_category (pk_category, id, identifier, name)
SELECT n, md5('category ' || n)::uuid, 'category-' || n,
       (ARRAY['Books', 'Games', 'Garden', 'Kitchen', 'Music', 'Tools', 'Toys', 'Office'])[n % 8 + 1] || ' ' || n
FROM generate_series(1, 40) AS n;

INSERT INTO tb_product (pk_product, id, identifier, fk_category, name, price, active)
SELECT n, md5('product ' || n)::uuid, 'product-' || n, n % 40 + 1, 'Product ' || n, 1 + n * 37 % 300 + 0.99, n % 50 <> 0
FROM generate_series(1, 2000) AS n;

INSERT INTO tb_offer (pk_offer, id, fk_supplier, fk_product, price)
SELECT n, md5('offer ' || n)::uuid, n % 60 + 1, n * 7 % 2000 + 1, 1 + n * 13 % 200 + 0.50
FROM generate_series(1, 1200) AS n;

INSERT INTO tb_user (pk_user, id, identifier, name, email, since)
SELECT n, md5('user ' || n)::uuid, 'user-' || n,
       (ARRAY['Ana', 'Bo', 'Chloé', 'Dmitri', 'Emre', 'Fatima', 'Gül', 'Håkon', '伊藤', 'João'])[n % 10 + 1] || ' ' || n,
       'user' || n || '@shop.example', timestamptz '2024-01-01 00:00:00+00' + n * interval '3 hours'
FROM generate_series(1, 5000) AS n;

INSERT INTO tb_review (pk_review, id, fk_product, fk_user, stars, body, written)
SELECT n, md5('review ' || n)::uuid, n * 11 % 2000 + 1, n * 17 % 5000 + 1, n % 5 + 1,
       (ARRAY['Just right.', 'Too small for me.', 'Broke after a week', 'It''s "fine"', 'Bought it twice!'])[n % 5 + 1],
       timestamptz '2025-01-01 00:00:00+00' + n * interval '13 minutes'
FROM generate_series(1, 30000) AS n;

INSERT INTO tb_order (pk_order, id, identifier, fk_user, state, placed)
SELECT n, md5('order ' || n)::uuid, 'order-' || n, n * 19 % 5000 + 1,
       (ARRAY['sent', 'sent', 'sent', 'paid', 'open', 'returned'])[n % 6 + 1],
       timestamptz '2025-01-01 00:00:00+00' + n * interval '10 minutes'
FROM generate_series(1, 40000) AS n;

INSERT INTO tb_order_line (pk_order_line, id, fk_order, fk_product, quantity, price)
SELECT n, md5('line ' || n)::uuid, (n - 1) / 5 + 1, n * 23 % 2000 + 1, n % 4 + 1, 1 + n * 23 % 300 + 0.99
FROM generate_series(1, 200000) AS n;

INSERT INTO sales.tb_invoice (pk_invoice, id, identifier, fk_order, amount, due)
SELECT n, md5('invoice ' || n)::uuid, 'invoice-' || n, n * 2, 10 + n % 900 + 0.25, date '2025-02-01' + n / 72
FROM generate_series(1, 20000) AS n;

INSERT INTO tb_payment (pk_payment, id, method, amount, received)
SELECT n, md5('payment ' || n)::uuid, (ARRAY['card', 'transfer', 'cash'])[n % 3 + 1], 10 + n % 900 + 0.25,
       timestamptz '2025-02-01 00:00:00+00' + n * interval '20 minutes'
FROM generate_series(1, 15000) AS n;

SELECT setval(pg_get_serial_sequence(own, 'pk_' || entity), rows)
FROM (VALUES ('tb_supplier', 'supplier', 60), ('tb_contact', 'contact', 150), ('tb_category', 'category', 40),
             ('tb_product', 'product', 2000), ('tb_offer', 'offer', 1200), ('tb_user', 'user', 5000), ('tb_review', 'review', 30000),
             ('tb_order', 'order', 40000), ('tb_order_line', 'order_line', 200000),
             ('sales.tb_invoice', 'invoice', 20000)) AS counters (own, entity, rows);

ANALYZE tb_supplier, tb_contact, tb_category, tb_product, tb_offer, tb_user, tb_review, tb_order, tb_order_line,
        sales.tb_invoice, tb_payment;

RESET ROLE;
