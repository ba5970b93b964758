-- What Odoo keeps about its own models, fields, views and files. Most of a fresh database is this, so it is what
-- gives a template its size; the amounts per module are those of a real Odoo 18.0.

INSERT INTO ir_model (model, name, state, transient, create_uid, create_date, write_uid, write_date)
SELECT
    replace(relname, '_', '.'), jsonb_build_object('en_US', initcap(replace(relname, '_', ' '))), 'base',
    relname LIKE '%wizard%', 1, now(), 1, now()
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname NOT LIKE '%\_rel'
ORDER BY relname;

INSERT INTO ir_model_fields (
    model_id, name, complete_name, model, ttype, field_description, state, store, index, required, readonly, translate,
    copied, create_uid, create_date, write_uid, write_date
)
SELECT
    ir_model.id, attname, model || '.' || attname, model,
    CASE format_type(atttypid, NULL)
        WHEN 'integer' THEN CASE WHEN attname LIKE '%\_id' THEN 'many2one' ELSE 'integer' END
        WHEN 'boolean' THEN 'boolean' WHEN 'date' THEN 'date' WHEN 'timestamp without time zone' THEN 'datetime'
        WHEN 'numeric' THEN 'monetary' WHEN 'double precision' THEN 'float' WHEN 'text' THEN 'text'
        WHEN 'bytea' THEN 'binary' ELSE 'char'
    END,
    jsonb_build_object('en_US', initcap(replace(attname, '_', ' '))), 'base', true, false, attnotnull, false,
    atttypid = 'jsonb'::regtype, true, 1, now(), 1, now()
FROM ir_model
JOIN pg_attribute ON attrelid = to_regclass(replace(model, '.', '_')) AND attnum > 0 AND NOT attisdropped;

-- Fields that are computed have no column.
INSERT INTO ir_model_fields (
    model_id, name, complete_name, model, ttype, field_description, help, state, store, index, required, readonly,
    translate, copied, create_uid, create_date, write_uid, write_date
)
SELECT
    ir_model.id, field, model || '.' || field, model, 'char', jsonb_build_object('en_US', 'Computed ' || number),
    jsonb_build_object('en_US', 'Computed from other fields of ' || model || '.'), 'base', false, false, false, true,
    false, false, 1, now(), 1, now()
FROM (
    SELECT
        module.name || '_computed_' || number AS field, number,
        1 + (module.position * 17 + number) % (SELECT count(*) FROM ir_model) AS model_position
    FROM pg_temp.module, generate_series(1, 70) AS number
    WHERE installed
) AS computed
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS model_position FROM ir_model) AS ir_model USING (model_position);

INSERT INTO ir_ui_view (
    name, model, key, type, mode, priority, active, arch_fs, arch_db, create_uid, create_date, write_uid, write_date
)
SELECT
    format('%s.view.%s', module.name, number), 'res.partner', format('%s.view_%s', module.name, number),
    CASE number % 3 WHEN 0 THEN 'form' WHEN 1 THEN 'list' ELSE 'qweb' END, 'primary', 16, true,
    format('%s/views/view_%s.xml', module.name, number),
    jsonb_build_object('en_US', '<form>' || repeat('<group><field name="name"/><field name="email"/></group>', 24)
        || '</form>'),
    1, now(), 1, now()
FROM pg_temp.module, generate_series(1, 18) AS number
WHERE installed;

INSERT INTO ir_model_access (name, create_uid, create_date, write_uid, write_date)
SELECT model || ' ' || access, 1, now(), 1, now() FROM ir_model, unnest(ARRAY['user', 'manager']) AS access;

INSERT INTO ir_model_constraint (name, definition, model, module, type, create_uid, create_date, write_uid, write_date)
SELECT
    conname, pg_get_constraintdef(pg_constraint.oid), ir_model.id,
    (SELECT id FROM ir_module_module WHERE name = 'base'), CASE contype WHEN 'f' THEN 'f' ELSE 'u' END, 1, now(), 1, now()
FROM pg_constraint
JOIN ir_model ON conrelid = to_regclass(replace(model, '.', '_'))
WHERE contype IN ('c', 'f', 'u');

-- Icons and images, in the database. The bytes are noise that does not compress, as pictures do not; the checksum is
-- 40 hexadecimal digits as Odoo's SHA-1, which PostgreSQL cannot compute.
INSERT INTO ir_attachment (
    name, res_model, res_field, res_id, type, mimetype, public, company_id, file_size, checksum, db_datas, create_uid,
    create_date, write_uid, write_date
)
SELECT
    'image_128', 'ir.module.module', 'icon_image', ir_module_module.id, 'binary', 'image/png', false, 1,
    octet_length(image), left(encode(sha256(image), 'hex'), 40), image, 1, now(), 1, now()
FROM pg_temp.module
JOIN ir_module_module USING (name)
JOIN generate_series(1, 8) AS number ON installed
CROSS JOIN LATERAL (
    SELECT string_agg(sha512(convert_to(format('%s %s %s', name, number, block), 'UTF8')), '') AS image
    FROM generate_series(1, 30) AS block
) AS noise;

-- External identifiers, with the ids that a real Odoo gives them.
INSERT INTO ir_model_data (module, name, model, res_id, noupdate) VALUES
    ('base', 'main_company', 'res.company', 1, true),
    ('base', 'main_partner', 'res.partner', 1, true),
    ('base', 'partner_root', 'res.partner', 2, true),
    ('base', 'partner_admin', 'res.partner', 3, true),
    ('base', 'public_partner', 'res.partner', 4, true),
    ('base', 'default_user_res_partner', 'res.partner', 5, true),
    ('base', 'template_portal_user_id_res_partner', 'res.partner', 6, true),
    ('base', 'user_root', 'res.users', 1, true),
    ('base', 'user_admin', 'res.users', 2, true),
    ('base', 'default_user', 'res.users', 3, true),
    ('base', 'public_user', 'res.users', 4, true),
    ('base', 'template_portal_user_id', 'res.users', 5, true),
    ('base', 'group_user', 'res.groups', 1, false),
    ('base', 'group_erp_manager', 'res.groups', 2, false),
    ('base', 'group_sanitize_override', 'res.groups', 3, false),
    ('base', 'group_system', 'res.groups', 4, false),
    ('base', 'group_multi_company', 'res.groups', 5, false),
    ('base', 'group_multi_currency', 'res.groups', 6, false),
    ('base', 'group_no_one', 'res.groups', 7, false),
    ('base', 'group_allow_export', 'res.groups', 8, false),
    ('base', 'group_partner_manager', 'res.groups', 9, false),
    ('base', 'group_portal', 'res.groups', 10, false),
    ('base', 'group_public', 'res.groups', 11, false);

INSERT INTO ir_model_data (module, name, model, res_id, noupdate, create_uid, write_uid)
SELECT 'base', 'module_' || name, 'ir.module.module', id, true, 1, 1 FROM ir_module_module
UNION ALL
SELECT 'base', 'lang_' || code, 'res.lang', id, true, 1, 1 FROM res_lang
UNION ALL
SELECT 'base', name, 'res.currency', id, true, 1, 1 FROM res_currency
UNION ALL
SELECT 'base', lower(code), 'res.country', id, true, 1, 1 FROM res_country
UNION ALL
SELECT 'base', format('state_%s_%s', country_id, code), 'res.country.state', id, true, 1, 1 FROM res_country_state
UNION ALL
SELECT 'base', 'model_' || replace(model, '.', '_'), 'ir.model', id, false, 1, 1 FROM ir_model
UNION ALL
SELECT 'base', format('field_%s__%s', replace(model, '.', '_'), name), 'ir.model.fields', id, false, 1, 1
FROM ir_model_fields
UNION ALL
SELECT 'base', 'constraint_' || name || '_' || id, 'ir.model.constraint', id, false, 1, 1 FROM ir_model_constraint
UNION ALL
SELECT split_part(key, '.', 1), split_part(key, '.', 2), 'ir.ui.view', id, false, 1, 1 FROM ir_ui_view;
