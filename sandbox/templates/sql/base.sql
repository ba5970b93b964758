-- Module base, part 1 of 3: companies, partners, users, and what they refer to.

SELECT pg_temp.plain_tables(
    'decimal_precision', 'report_layout', 'report_paperformat', 'res_bank', 'res_config', 'res_config_settings',
    'res_country_group', 'res_currency_rate', 'res_partner_bank', 'res_partner_category', 'res_partner_industry',
    'res_partner_title', 'res_users_deletion', 'res_users_identitycheck', 'web_tour_tour', 'web_tour_tour_step'
);

CREATE TABLE res_country_state (
    id serial PRIMARY KEY, country_id integer NOT NULL, name varchar NOT NULL, code varchar NOT NULL,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (country_id, code)
);

CREATE TABLE res_company (
    id serial PRIMARY KEY, name varchar NOT NULL, partner_id integer NOT NULL, currency_id integer NOT NULL,
    sequence integer, parent_path varchar, parent_id integer, paperformat_id integer,
    external_report_layout_id integer, email varchar, phone varchar, mobile varchar, font varchar,
    primary_color varchar, secondary_color varchar, layout_background varchar NOT NULL, report_header jsonb,
    report_footer jsonb, company_details jsonb, active boolean, uses_default_logo boolean, logo_web bytea,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (name)
);

CREATE TABLE res_company_users_rel (
    cid integer NOT NULL, user_id integer NOT NULL,
    PRIMARY KEY (cid, user_id)
);

CREATE TABLE res_country (
    id serial PRIMARY KEY, address_view_id integer, currency_id integer, phone_code integer,
    code varchar(2) NOT NULL, name_position varchar, name jsonb NOT NULL, vat_label jsonb,
    address_format text, state_required boolean, zip_required boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (code),
    UNIQUE (name)
);

CREATE TABLE res_currency (
    id serial PRIMARY KEY, name varchar NOT NULL, symbol varchar NOT NULL, iso_numeric integer,
    decimal_places integer, full_name varchar, position varchar, currency_unit_label jsonb,
    currency_subunit_label jsonb, rounding numeric, active boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (rounding > 0),
    UNIQUE (name)
);

CREATE TABLE res_device_log (
    id serial PRIMARY KEY, user_id integer, session_identifier varchar NOT NULL, platform varchar,
    browser varchar, ip_address varchar, country varchar, city varchar, device_type varchar,
    revoked boolean, first_activity timestamp, last_activity timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE res_groups (
    id serial PRIMARY KEY, name jsonb NOT NULL, category_id integer, color integer, comment jsonb,
    share boolean, api_key_duration double precision,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (api_key_duration >= 0),
    UNIQUE (category_id, name)
);

CREATE TABLE res_groups_users_rel (
    gid integer NOT NULL, uid integer NOT NULL,
    PRIMARY KEY (gid, uid)
);

CREATE TABLE res_lang (
    id serial PRIMARY KEY, name varchar NOT NULL, code varchar NOT NULL, iso_code varchar,
    url_code varchar NOT NULL, direction varchar NOT NULL, date_format varchar NOT NULL,
    time_format varchar NOT NULL, short_time_format varchar NOT NULL, week_start varchar NOT NULL,
    grouping varchar NOT NULL, decimal_point varchar NOT NULL, thousands_sep varchar, active boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (code),
    UNIQUE (name),
    UNIQUE (url_code)
);

CREATE TABLE res_partner (
    id serial PRIMARY KEY, company_id integer, name varchar, title integer, parent_id integer,
    user_id integer, state_id integer, country_id integer, industry_id integer, color integer,
    commercial_partner_id integer, complete_name varchar, ref varchar, lang varchar, tz varchar,
    vat varchar, company_registry varchar, website varchar, function varchar, type varchar, street varchar,
    street2 varchar, zip varchar, city varchar, email varchar, phone varchar, mobile varchar,
    commercial_company_name varchar, company_name varchar, barcode jsonb, comment text,
    partner_latitude numeric, partner_longitude numeric, active boolean, employee boolean,
    is_company boolean, partner_share boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (type = 'contact' AND name IS NOT NULL OR type <> 'contact')
);

CREATE TABLE res_users (
    id serial PRIMARY KEY, company_id integer NOT NULL, partner_id integer NOT NULL,
    active boolean DEFAULT true, login varchar NOT NULL, password varchar, action_id integer,
    signature text, share boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (login)
);

CREATE TABLE res_users_apikeys (
    id serial PRIMARY KEY, name varchar NOT NULL, user_id integer NOT NULL, scope varchar,
    expiration_date timestamp, index varchar(8), key varchar,
    create_date timestamp DEFAULT (now() AT TIME ZONE 'utc'),
    CHECK (char_length(index) = 8)
);

CREATE TABLE res_users_log (
    id serial PRIMARY KEY,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE res_users_settings (
    id serial PRIMARY KEY, user_id integer NOT NULL,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (user_id)
);

CREATE VIEW res_device AS
SELECT DISTINCT ON (user_id, session_identifier, platform, browser)
    id, user_id, session_identifier, platform, browser, ip_address, country, city, device_type, revoked, first_activity,
    last_activity
FROM res_device_log
WHERE revoked IS NOT TRUE
ORDER BY user_id, session_identifier, platform, browser, last_activity DESC;

-- Odoo has no function of its own. Installations that search without accents add one, so handing over a clone
-- has to cover functions too.
CREATE FUNCTION immutable_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT translate($1, 'àâäáçéèêëíîïñóôöùûüú', 'aaaaceeeeiiinooouuuu') $$;

CREATE INDEX res_partner__name_index ON res_partner (name);
CREATE INDEX res_partner__complete_name_index ON res_partner (complete_name);
CREATE INDEX res_partner__parent_id_index ON res_partner (parent_id);
CREATE INDEX res_partner__company_id_index ON res_partner (company_id);
CREATE INDEX res_partner__ref_index ON res_partner (ref);
CREATE INDEX res_partner__vat_index ON res_partner (vat);
CREATE INDEX res_users_apikeys_user_id_index_idx ON res_users_apikeys (user_id, index);

ALTER TABLE res_country_state ADD FOREIGN KEY (country_id) REFERENCES res_country ON DELETE RESTRICT;

ALTER TABLE res_company
    ADD FOREIGN KEY (currency_id) REFERENCES res_currency ON DELETE RESTRICT,
    ADD FOREIGN KEY (paperformat_id) REFERENCES report_paperformat ON DELETE SET NULL,
    ADD FOREIGN KEY (parent_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT;

ALTER TABLE res_company_users_rel
    ADD FOREIGN KEY (cid) REFERENCES res_company ON DELETE CASCADE,
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE CASCADE;

ALTER TABLE res_country
    ADD FOREIGN KEY (currency_id) REFERENCES res_currency ON DELETE SET NULL;

ALTER TABLE res_device_log
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE SET NULL;

ALTER TABLE res_groups_users_rel
    ADD FOREIGN KEY (gid) REFERENCES res_groups ON DELETE CASCADE,
    ADD FOREIGN KEY (uid) REFERENCES res_users ON DELETE CASCADE;

ALTER TABLE res_partner
    ADD FOREIGN KEY (commercial_partner_id) REFERENCES res_partner ON DELETE SET NULL,
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (country_id) REFERENCES res_country ON DELETE RESTRICT,
    ADD FOREIGN KEY (industry_id) REFERENCES res_partner_industry ON DELETE SET NULL,
    ADD FOREIGN KEY (parent_id) REFERENCES res_partner ON DELETE SET NULL,
    ADD FOREIGN KEY (state_id) REFERENCES res_country_state ON DELETE RESTRICT,
    ADD FOREIGN KEY (title) REFERENCES res_partner_title ON DELETE SET NULL,
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE SET NULL;

ALTER TABLE res_users
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT;

ALTER TABLE res_users_apikeys
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE CASCADE;

ALTER TABLE res_users_settings
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE CASCADE;
