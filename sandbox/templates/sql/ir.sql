-- Module base, part 2 of 3: Odoo's own machinery: models, views, actions, crons, sequences, attachments.

SELECT pg_temp.plain_tables(
    'ir_actions_todo', 'ir_asset', 'ir_default', 'ir_demo', 'ir_embedded_actions', 'ir_exports', 'ir_exports_line',
    'ir_filters', 'ir_logging', 'ir_model_access', 'ir_model_inherit', 'ir_model_relation', 'ir_module_category',
    'ir_module_module_exclusion', 'ir_profile', 'ir_rule', 'ir_sequence_date_range', 'ir_ui_menu', 'ir_ui_view_custom'
);

-- Actions are PostgreSQL's inherited tables, with one sequence for all kinds.
CREATE TABLE ir_actions (
    id serial PRIMARY KEY, name jsonb NOT NULL, type varchar NOT NULL, binding_type varchar, path varchar,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);
CREATE TABLE ir_act_window (res_model varchar, view_mode varchar, PRIMARY KEY (id)) INHERITS (ir_actions);
CREATE TABLE ir_act_server (state varchar, code text, model_id integer, PRIMARY KEY (id)) INHERITS (ir_actions);
CREATE TABLE ir_act_report_xml (model varchar, report_name varchar, PRIMARY KEY (id)) INHERITS (ir_actions);
CREATE TABLE ir_act_url (url text, target varchar, PRIMARY KEY (id)) INHERITS (ir_actions);
CREATE TABLE ir_act_client (tag varchar, PRIMARY KEY (id)) INHERITS (ir_actions);

CREATE TABLE ir_model (
    id serial PRIMARY KEY, model varchar NOT NULL, name jsonb NOT NULL, info text, state varchar, transient boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (model)
);

CREATE TABLE ir_model_fields (
    id serial PRIMARY KEY, model_id integer NOT NULL REFERENCES ir_model ON DELETE CASCADE, name varchar NOT NULL,
    complete_name varchar, model varchar NOT NULL, relation varchar, ttype varchar NOT NULL, related varchar,
    field_description jsonb NOT NULL, help jsonb, state varchar NOT NULL, store boolean, index boolean,
    required boolean, readonly boolean, translate boolean, copied boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (model, name)
);

CREATE TABLE ir_model_constraint (
    id serial PRIMARY KEY, name varchar NOT NULL, definition varchar, message jsonb, model integer NOT NULL,
    module integer NOT NULL, type varchar(1) NOT NULL,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE ir_attachment (
    id serial PRIMARY KEY, res_id integer, company_id integer, file_size integer, name varchar NOT NULL,
    res_model varchar, res_field varchar, type varchar NOT NULL, url varchar(1024), access_token varchar,
    store_fname varchar, checksum varchar(40), mimetype varchar, description text, index_content text,
    public boolean, db_datas bytea, original_id integer,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE ir_config_parameter (
    id serial PRIMARY KEY, key varchar NOT NULL, value text NOT NULL,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (key)
);

CREATE TABLE ir_cron (
    id serial PRIMARY KEY, ir_actions_server_id integer NOT NULL, user_id integer NOT NULL,
    interval_number integer NOT NULL, priority integer, failure_count integer, cron_name varchar,
    interval_type varchar NOT NULL, active boolean, nextcall timestamp NOT NULL, lastcall timestamp,
    first_failure_date timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (interval_number > 0)
);

CREATE TABLE ir_cron_progress (
    id serial PRIMARY KEY, cron_id integer NOT NULL, remaining integer, done integer,
    timed_out_counter integer, deactivate boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE ir_cron_trigger (
    id serial PRIMARY KEY, cron_id integer, call_at timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE ir_mail_server (
    id serial PRIMARY KEY, smtp_port integer, sequence integer, name varchar NOT NULL, from_filter varchar,
    smtp_host varchar, smtp_authentication varchar NOT NULL, smtp_user varchar, smtp_pass varchar,
    smtp_encryption varchar NOT NULL, smtp_debug boolean, active boolean, max_email_size double precision,
    smtp_ssl_certificate bytea, smtp_ssl_private_key bytea,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (smtp_encryption <> 'none' OR smtp_authentication <> 'certificate')
);

CREATE TABLE ir_model_data (
    id serial PRIMARY KEY, res_id integer, noupdate boolean DEFAULT false, name varchar NOT NULL,
    module varchar NOT NULL, model varchar NOT NULL,
    create_uid integer, create_date timestamp DEFAULT (now() AT TIME ZONE 'UTC'), write_uid integer,
    write_date timestamp DEFAULT (now() AT TIME ZONE 'UTC'),
    CHECK (name NOT LIKE '%% %%')
);

CREATE TABLE ir_module_module (
    id serial PRIMARY KEY, website varchar, summary jsonb, name varchar NOT NULL, author varchar,
    icon varchar, state varchar(16), latest_version varchar, shortdesc jsonb, category_id integer,
    description jsonb, application boolean DEFAULT false, demo boolean DEFAULT false,
    web boolean DEFAULT false, license varchar(32), sequence integer DEFAULT 100,
    auto_install boolean DEFAULT false, to_buy boolean DEFAULT false, maintainer varchar,
    published_version varchar, url varchar, contributors text, menus_by_module text, reports_by_module text,
    views_by_module text, module_type varchar, imported boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (name)
);

CREATE TABLE ir_module_module_dependency (
    id serial PRIMARY KEY, name varchar, module_id integer, auto_install_required boolean DEFAULT true
);

CREATE TABLE ir_sequence (
    id serial PRIMARY KEY, number_next integer NOT NULL, number_increment integer NOT NULL,
    padding integer NOT NULL, company_id integer, name varchar NOT NULL, code varchar,
    implementation varchar NOT NULL, prefix varchar, suffix varchar, active boolean, use_date_range boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE ir_ui_view (
    id serial PRIMARY KEY, priority integer NOT NULL, inherit_id integer, name varchar NOT NULL,
    model varchar, key varchar, type varchar, arch_fs varchar, mode varchar NOT NULL, arch_db jsonb,
    arch_prev text, arch_updated boolean, active boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (mode <> 'extension' OR inherit_id IS NOT NULL),
    CHECK (type <> 'qweb' OR key IS NOT NULL)
);

CREATE UNIQUE INDEX ir_model_data_module_name_uniq_index ON ir_model_data (module, name);
CREATE INDEX ir_model_data_model_res_id_index ON ir_model_data (model, res_id);
CREATE INDEX ir_model_fields__complete_name_index ON ir_model_fields (complete_name);
CREATE INDEX ir_attachment_res_idx ON ir_attachment (res_model, res_id);
CREATE INDEX ir_attachment__checksum_index ON ir_attachment (checksum);
CREATE INDEX ir_ui_view_model_type_inherit_id ON ir_ui_view (model, inherit_id);

-- How Odoo's processes tell each other that the registry or a cache is stale. A clone starts at the template's numbers.
CREATE SEQUENCE base_registry_signaling;
CREATE SEQUENCE base_cache_signaling_default;
CREATE SEQUENCE base_cache_signaling_assets;
CREATE SEQUENCE base_cache_signaling_templates;
CREATE SEQUENCE base_cache_signaling_routing;
CREATE SEQUENCE base_cache_signaling_groups;
SELECT nextval(name::regclass) FROM unnest(ARRAY[
    'base_registry_signaling', 'base_cache_signaling_default', 'base_cache_signaling_assets',
    'base_cache_signaling_templates', 'base_cache_signaling_routing', 'base_cache_signaling_groups'
]) AS name;

ALTER TABLE ir_attachment
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (original_id) REFERENCES ir_attachment ON DELETE SET NULL;

ALTER TABLE ir_cron
    ADD FOREIGN KEY (ir_actions_server_id) REFERENCES ir_act_server ON DELETE RESTRICT,
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE RESTRICT;

ALTER TABLE ir_cron_progress
    ADD FOREIGN KEY (cron_id) REFERENCES ir_cron ON DELETE CASCADE;

ALTER TABLE ir_cron_trigger
    ADD FOREIGN KEY (cron_id) REFERENCES ir_cron ON DELETE SET NULL;

ALTER TABLE ir_module_module
    ADD FOREIGN KEY (category_id) REFERENCES ir_module_category ON DELETE SET NULL;

ALTER TABLE ir_module_module_dependency
    ADD FOREIGN KEY (module_id) REFERENCES ir_module_module ON DELETE CASCADE;

ALTER TABLE ir_sequence
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL;

ALTER TABLE ir_ui_view
    ADD FOREIGN KEY (inherit_id) REFERENCES ir_ui_view ON DELETE RESTRICT;

ALTER TABLE res_company
    ADD FOREIGN KEY (external_report_layout_id) REFERENCES ir_ui_view ON DELETE SET NULL;

ALTER TABLE res_country
    ADD FOREIGN KEY (address_view_id) REFERENCES ir_ui_view ON DELETE SET NULL;

ALTER TABLE res_groups
    ADD FOREIGN KEY (category_id) REFERENCES ir_module_category ON DELETE SET NULL;

-- A scheduled action that is due now, as all of a fresh database are.
CREATE FUNCTION pg_temp.cron(title text, number integer, unit text) RETURNS void LANGUAGE sql AS $$
    WITH action AS (
        INSERT INTO ir_act_server (name, type, binding_type, state, code)
        VALUES (jsonb_build_object('en_US', title), 'ir.actions.server', 'action', 'code', 'model._run()')
        RETURNING id
    )
    INSERT INTO ir_cron (
        ir_actions_server_id, user_id, cron_name, interval_number, interval_type, priority, failure_count, active,
        nextcall
    )
    SELECT id, 1, title, number, unit, 5, 0, true, now() AT TIME ZONE 'utc' FROM action
$$;

-- A "standard" sequence of Odoo is a row here and a sequence of PostgreSQL.
CREATE FUNCTION pg_temp.sequence(title text, use text, prefix text, padding integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    row_id integer;
BEGIN
    INSERT INTO ir_sequence (name, code, implementation, prefix, padding, number_next, number_increment, active)
    VALUES (title, use, 'standard', prefix, padding, 1, 1, true)
    RETURNING id INTO row_id;
    EXECUTE format('CREATE SEQUENCE %I', 'ir_sequence_' || lpad(row_id::text, 3, '0'));
END
$$;

INSERT INTO ir_module_module (
    name, state, shortdesc, summary, description, author, license, latest_version, application, auto_install, icon
)
SELECT
    name, CASE WHEN installed THEN 'installed' ELSE 'uninstalled' END,
    jsonb_build_object('en_US', initcap(replace(name, '_', ' '))), jsonb_build_object('en_US', 'Odoo ' || name),
    jsonb_build_object('en_US', repeat('What the module ' || name || ' is for. ', 40)), 'Odoo S.A.', 'LGPL-3',
    CASE WHEN installed THEN '18.0.1.0' END, app, auto, '/' || name || '/static/description/icon.png'
FROM pg_temp.module
ORDER BY position;

INSERT INTO ir_module_module_dependency (name, module_id)
SELECT dependency, ir_module_module.id
FROM pg_temp.module JOIN ir_module_module USING (name), unnest(depends) AS dependency;
