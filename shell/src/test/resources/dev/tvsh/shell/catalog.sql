\l
\l shop
\dn
\du
\dx
\dt
\dv
\d
\di
\ds
\df
\df pg_tviews*
\dt sales.*
\dt nosuch
\d nosuch
\d tb_order
\d tb_user
\d tv_order
\d v_order
\d tv_*
\d sales.tv_invoice
\d tb_payment*
\d "tb_user"
\dt public.tv_c*
\dt *.tv_invoice
\x
\dn
\d tb_user
\do
\do =
\do+ pg_catalog.!
\drds
\drds nosuch
\drds nosuch nodb
alter role current_user in database shop set work_mem = '5MB';
alter database shop set statement_timeout = '1h';
\drds
\drds * shop
\drds * nosuch
alter role current_user in database shop reset work_mem;
alter database shop reset statement_timeout;
