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
