-- Module stock_account.

SELECT pg_temp.plain_tables('stock_valuation_layer', 'stock_valuation_layer_revaluation');

ALTER TABLE account_move
    ADD COLUMN stock_move_id integer;

ALTER TABLE res_company
    ADD COLUMN account_production_wip_account_id integer,
    ADD COLUMN account_production_wip_overhead_account_id integer;

ALTER TABLE account_move
    ADD FOREIGN KEY (stock_move_id) REFERENCES stock_move ON DELETE SET NULL;

ALTER TABLE res_company
    ADD FOREIGN KEY (account_production_wip_account_id) REFERENCES account_account ON DELETE SET NULL,
    ADD FOREIGN KEY (account_production_wip_overhead_account_id) REFERENCES account_account ON DELETE SET NULL;
