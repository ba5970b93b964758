-- Module base, part 3 of 3: the rows of a fresh database. Ids are those of Odoo's external identifiers.

INSERT INTO res_currency (id, name, symbol, full_name, position, rounding, decimal_places, active) VALUES
    (1, 'USD', '$', 'United States dollar', 'before', 0.01, 2, true),
    (125, 'EUR', '€', 'Euro', 'after', 0.01, 2, true),
    (142, 'GBP', '£', 'Pound sterling', 'before', 0.01, 2, false),
    (2, 'AUD', '$', 'Australian dollar', 'before', 0.01, 2, false),
    (3, 'BRL', 'R$', 'Brazilian real', 'before', 0.01, 2, false),
    (4, 'CAD', '$', 'Canadian dollar', 'before', 0.01, 2, false),
    (5, 'CHF', 'CHF', 'Swiss franc', 'after', 0.01, 2, false),
    (6, 'CNY', '¥', 'Chinese yuan', 'before', 0.01, 2, false),
    (9, 'CZK', 'Kč', 'Czech koruna', 'after', 0.01, 2, false),
    (10, 'DKK', 'kr', 'Danish krone', 'after', 0.01, 2, false),
    (11, 'HUF', 'Ft', 'Hungarian forint', 'after', 1, 0, false),
    (14, 'NOK', 'kr', 'Norwegian krone', 'after', 0.01, 2, false),
    (17, 'PLN', 'zł', 'Polish zloty', 'after', 0.01, 2, false),
    (18, 'SEK', 'kr', 'Swedish krona', 'after', 0.01, 2, false),
    (20, 'INR', '₹', 'Indian rupee', 'before', 0.01, 2, false),
    (25, 'JPY', '¥', 'Japanese yen', 'before', 1, 0, false),
    (33, 'MXN', '$', 'Mexican peso', 'before', 0.01, 2, false),
    (90, 'MAD', 'DH', 'Moroccan dirham', 'after', 0.01, 2, false),
    (129, 'AED', 'AED', 'United Arab Emirates dirham', 'after', 0.01, 2, false);

INSERT INTO res_country (code, name, phone_code, currency_id)
SELECT code, jsonb_build_object('en_US', country), phone_code, res_currency.id
FROM (VALUES
    ('AE', 'United Arab Emirates', 971, 'AED'), ('AT', 'Austria', 43, 'EUR'), ('AU', 'Australia', 61, 'AUD'),
    ('BE', 'Belgium', 32, 'EUR'), ('BR', 'Brazil', 55, 'BRL'), ('CA', 'Canada', 1, 'CAD'),
    ('CH', 'Switzerland', 41, 'CHF'), ('CN', 'China', 86, 'CNY'), ('CZ', 'Czech Republic', 420, 'CZK'),
    ('DE', 'Germany', 49, 'EUR'), ('DK', 'Denmark', 45, 'DKK'), ('ES', 'Spain', 34, 'EUR'),
    ('FI', 'Finland', 358, 'EUR'), ('FR', 'France', 33, 'EUR'), ('GB', 'United Kingdom', 44, 'GBP'),
    ('GR', 'Greece', 30, 'EUR'), ('HU', 'Hungary', 36, 'HUF'), ('IE', 'Ireland', 353, 'EUR'),
    ('IN', 'India', 91, 'INR'), ('IT', 'Italy', 39, 'EUR'), ('JP', 'Japan', 81, 'JPY'),
    ('LU', 'Luxembourg', 352, 'EUR'), ('MA', 'Morocco', 212, 'MAD'), ('MX', 'Mexico', 52, 'MXN'),
    ('NL', 'Netherlands', 31, 'EUR'), ('NO', 'Norway', 47, 'NOK'), ('PL', 'Poland', 48, 'PLN'),
    ('PT', 'Portugal', 351, 'EUR'), ('SE', 'Sweden', 46, 'SEK'), ('US', 'United States', 1, 'USD')
) AS country (code, country, phone_code, currency)
JOIN res_currency ON res_currency.name = currency;

INSERT INTO res_country_state (country_id, name, code, create_uid, create_date, write_uid, write_date)
SELECT id, code || ' region ' || region, lpad(region::text, 2, '0'), 1, now(), 1, now()
FROM res_country, generate_series(1, 58) AS region;

INSERT INTO res_lang (
    code, name, iso_code, url_code, direction, date_format, time_format, short_time_format, week_start, grouping,
    decimal_point, thousands_sep, active
)
SELECT
    code, name, split_part(code, '_', 1), split_part(code, '_', 1), direction, date_format, '%H:%M:%S', '%H:%M', '1',
    '[3,0]', decimal_point, CASE decimal_point WHEN ',' THEN '.' ELSE ',' END, code = 'en_US'
FROM (VALUES
    ('en_US', 'English (US)', 'ltr', '%m/%d/%Y', '.'), ('ar_001', 'Arabic / الْعَرَبيّة', 'rtl', '%d %b, %Y', '.'),
    ('cs_CZ', 'Czech / Čeština', 'ltr', '%d.%m.%Y', ','), ('da_DK', 'Danish / Dansk', 'ltr', '%d-%m-%Y', ','),
    ('de_DE', 'German / Deutsch', 'ltr', '%d.%m.%Y', ','), ('el_GR', 'Greek / Ελληνικά', 'ltr', '%d/%m/%Y', ','),
    ('es_ES', 'Spanish / Español', 'ltr', '%d/%m/%Y', ','), ('fi_FI', 'Finnish / Suomi', 'ltr', '%d.%m.%Y', ','),
    ('fr_FR', 'French / Français', 'ltr', '%d/%m/%Y', ','), ('hu_HU', 'Hungarian / Magyar', 'ltr', '%Y-%m-%d', ','),
    ('it_IT', 'Italian / Italiano', 'ltr', '%d/%m/%Y', ','), ('ja_JP', 'Japanese / 日本語', 'ltr', '%Y/%m/%d', '.'),
    ('nb_NO', 'Norwegian Bokmål', 'ltr', '%d.%m.%Y', ','), ('nl_NL', 'Dutch / Nederlands', 'ltr', '%d-%m-%Y', ','),
    ('pl_PL', 'Polish / Język polski', 'ltr', '%d.%m.%Y', ','), ('pt_BR', 'Portuguese (BR)', 'ltr', '%d/%m/%Y', ','),
    ('ro_RO', 'Romanian / română', 'ltr', '%d.%m.%Y', ','), ('sv_SE', 'Swedish / Svenska', 'ltr', '%Y-%m-%d', ','),
    ('tr_TR', 'Turkish / Türkçe', 'ltr', '%d-%m-%Y', ','), ('zh_CN', 'Chinese (Simplified)', 'ltr', '%Y-%m-%d', '.')
) AS language (code, name, direction, date_format, decimal_point);

-- company_id of partners and users follows once there is a company: the three refer to each other.
INSERT INTO res_partner (
    id, name, complete_name, email, lang, tz, type, color, active, employee, is_company, partner_share,
    commercial_partner_id
) VALUES
    (1, 'My Company', 'My Company', NULL, 'en_US', NULL, 'contact', 0, true, false, true, true, 1),
    (2, 'OdooBot', 'OdooBot', 'odoobot@example.com', 'en_US', NULL, 'contact', 0, false, false, false, false, 2),
    (3, 'Administrator', 'Administrator', 'admin@example.com', 'en_US', NULL, 'contact', 0, true, false, false, false, 3),
    (4, 'Public user', 'Public user', NULL, 'en_US', NULL, 'contact', 0, false, false, false, true, 4),
    (5, 'Default User Template', 'Default User Template', NULL, 'en_US', NULL, 'contact', 0, false, false, false, true, 5),
    (6, 'Portal User Template', 'Portal User Template', NULL, 'en_US', NULL, 'contact', 0, false, false, false, true, 6);

INSERT INTO res_company (
    id, name, partner_id, currency_id, sequence, parent_path, font, layout_background, company_details, active,
    uses_default_logo
) VALUES
    (1, 'My Company', 1, 1, 10, '1/', 'Lato', 'Blank', '{"en_US": "My Company"}', true, true);

UPDATE res_partner SET company_id = 1 WHERE id IN (2, 3);

-- A well-formed hash of nobody's password: the key is random, so no password leads to it. A real Odoo has
-- admin/admin here, which makes every template an open door.
INSERT INTO res_users (id, company_id, partner_id, active, login, password, signature, share) VALUES
    (1, 1, 2, false, '__system__', NULL, '<span>-- <br>OdooBot</span>', false),
    (
        2, 1, 3, true, 'admin',
        '$pbkdf2-sha512$600000$'
        || translate(encode(uuid_send(gen_random_uuid()), 'base64'), E'+=\n', '.') || '$'
        || translate(encode(sha512(uuid_send(gen_random_uuid())), 'base64'), E'+=\n', '.'),
        '<span>-- <br>Administrator</span>', false
    ),
    (3, 1, 5, false, 'default', NULL, NULL, false),
    (4, 1, 4, false, 'public', NULL, NULL, true),
    (5, 1, 6, false, 'portaltemplate', NULL, NULL, true);

INSERT INTO res_company_users_rel (cid, user_id) SELECT 1, id FROM res_users;

INSERT INTO res_groups (id, name, share, color) VALUES
    (1, '{"en_US": "Internal User"}', false, 0), (2, '{"en_US": "Access Rights"}', false, 0),
    (3, '{"en_US": "Bypass HTML Field Sanitize"}', false, 0), (4, '{"en_US": "Settings"}', false, 0),
    (5, '{"en_US": "Multi Companies"}', false, 0), (6, '{"en_US": "Multi Currencies"}', false, 0),
    (7, '{"en_US": "Technical Features"}', false, 0), (8, '{"en_US": "Access to export feature"}', false, 0),
    (9, '{"en_US": "Creation"}', false, 0), (10, '{"en_US": "Portal"}', true, 0), (11, '{"en_US": "Public"}', true, 0);

INSERT INTO res_groups_users_rel (gid, uid)
SELECT gid, uid FROM unnest(ARRAY[1, 2]) AS uid, unnest(ARRAY[1, 2, 3, 4, 8, 9]) AS gid
UNION ALL VALUES (1, 3), (8, 3), (9, 3), (11, 4), (10, 5);

INSERT INTO res_users_settings (user_id) VALUES (2);

INSERT INTO ir_config_parameter (key, value) VALUES
    ('base.default_max_email_size', '10'),
    ('base.login_cooldown_after', '10'),
    ('base.login_cooldown_duration', '60'),
    ('base.template_portal_user_id', '5'),
    ('base_setup.default_user_rights', 'True'),
    ('base_setup.show_effect', 'True'),
    ('database.create_date', to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD HH24:MI:SS')),
    ('database.secret', gen_random_uuid()::text),
    ('database.uuid', gen_random_uuid()::text),
    -- Not in a fresh Odoo: the template keeps its files in the database, so that a clone needs no filestore.
    ('ir_attachment.location', 'db'),
    ('web.base.url', 'http://localhost:8069');

SELECT pg_temp.cron('Base: Auto-vacuum internal data', 1, 'days'),
       pg_temp.cron('Base: Portal Users Deletion', 1, 'days');
