-- Module mail, with what every template has beside it: bus, sign-up, two-factor, IAP, SMS, snail mail.

SELECT pg_temp.plain_tables(
    'auth_totp_wizard', 'bus_presence', 'discuss_channel_rtc_session', 'discuss_gif_favorite', 'discuss_voice_metadata',
    'iap_service', 'mail_activity', 'mail_activity_plan', 'mail_activity_type', 'mail_blacklist',
    'mail_canned_response', 'mail_followers', 'mail_gateway_allowed', 'mail_guest', 'mail_ice_server',
    'mail_link_preview', 'mail_mail', 'mail_message_reaction', 'mail_message_subtype', 'mail_notification', 'mail_push',
    'mail_push_device', 'mail_scheduled_message', 'mail_template', 'mail_tracking_value', 'phone_blacklist',
    'privacy_log', 'sms_sms', 'sms_template', 'sms_tracker', 'snailmail_letter'
);

CREATE TABLE discuss_channel_member (
    id serial PRIMARY KEY, partner_id integer REFERENCES res_partner ON DELETE CASCADE, guest_id integer,
    channel_id integer NOT NULL, seen_message_id integer, fold_state varchar, last_seen_dt timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE auth_totp_device (
    id serial PRIMARY KEY, name varchar NOT NULL, user_id integer NOT NULL, scope varchar,
    expiration_date timestamp, index varchar(8), key varchar,
    create_date timestamp DEFAULT (now() AT TIME ZONE 'utc'),
    CHECK (char_length(index) = 8)
);

CREATE TABLE bus_bus (
    id serial PRIMARY KEY, channel varchar, message varchar,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE discuss_channel (
    id serial PRIMARY KEY, parent_channel_id integer, from_message_id integer, group_public_id integer,
    name varchar NOT NULL, channel_type varchar NOT NULL, default_display_mode varchar,
    sfu_channel_uuid varchar, sfu_server_url varchar, uuid varchar(50), description text, active boolean,
    allow_public_upload boolean, last_interest_dt timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    CHECK (channel_type = 'channel' OR group_public_id IS NULL),
    CHECK (parent_channel_id IS NULL OR group_public_id IS NULL),
    CHECK (channel_type IS NOT NULL),
    UNIQUE (from_message_id),
    UNIQUE (uuid)
);

CREATE TABLE fetchmail_server (
    id serial PRIMARY KEY, port integer, object_id integer, priority integer, name varchar NOT NULL,
    state varchar, server varchar, server_type varchar NOT NULL, "user" varchar, password varchar,
    script varchar, configuration text, active boolean, is_ssl boolean, attach boolean, original boolean,
    date timestamp, google_gmail_access_token_expiration integer, google_gmail_authorization_code varchar,
    google_gmail_refresh_token varchar, google_gmail_access_token varchar,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE iap_account (
    id serial PRIMARY KEY, service_id integer NOT NULL, name varchar, account_token varchar(43),
    balance varchar, state varchar, service_locked boolean, warning_threshold double precision,
    sender_name varchar,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE ir_mail_server
    ADD COLUMN google_gmail_access_token_expiration integer,
    ADD COLUMN google_gmail_authorization_code varchar, ADD COLUMN google_gmail_refresh_token varchar,
    ADD COLUMN google_gmail_access_token varchar;

CREATE TABLE mail_alias (
    id serial PRIMARY KEY, alias_domain_id integer, alias_model_id integer NOT NULL,
    alias_force_thread_id integer, alias_parent_model_id integer, alias_parent_thread_id integer,
    alias_name varchar, alias_full_name varchar, alias_contact varchar NOT NULL, alias_status varchar,
    alias_bounced_content jsonb, alias_defaults text NOT NULL, alias_incoming_local boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

CREATE TABLE mail_alias_domain (
    id serial PRIMARY KEY, sequence integer, name varchar NOT NULL, bounce_alias varchar NOT NULL,
    catchall_alias varchar NOT NULL, default_from varchar,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (bounce_alias, name),
    UNIQUE (catchall_alias, name)
);

CREATE TABLE mail_message (
    id serial PRIMARY KEY, parent_id integer, res_id integer, record_alias_domain_id integer,
    record_company_id integer, subtype_id integer, mail_activity_type_id integer, author_id integer,
    author_guest_id integer, mail_server_id integer, subject varchar, model varchar, record_name varchar,
    message_type varchar NOT NULL, email_from varchar, message_id varchar, reply_to varchar,
    email_layout_xmlid varchar, body text, is_internal boolean, reply_to_force_new boolean,
    email_add_signature boolean, date timestamp, pinned_at timestamp,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp
);

ALTER TABLE res_company
    ADD COLUMN alias_domain_id integer, ADD COLUMN alias_domain_name varchar,
    ADD COLUMN email_primary_color varchar, ADD COLUMN email_secondary_color varchar,
    ADD COLUMN partner_gid integer, ADD COLUMN iap_enrich_auto_done boolean,
    ADD COLUMN snailmail_color boolean, ADD COLUMN snailmail_cover boolean,
    ADD COLUMN snailmail_duplex boolean;

ALTER TABLE res_partner
    ADD COLUMN message_bounce integer, ADD COLUMN email_normalized varchar, ADD COLUMN signup_type varchar,
    ADD COLUMN partner_gid integer, ADD COLUMN additional_info varchar, ADD COLUMN phone_sanitized varchar;

ALTER TABLE res_users
    ADD COLUMN totp_secret varchar, ADD COLUMN tour_enabled boolean,
    ADD COLUMN notification_type varchar NOT NULL DEFAULT 'email', ADD COLUMN odoobot_state varchar,
    ADD COLUMN odoobot_failed boolean, ADD CHECK (notification_type = 'email' OR NOT share);

ALTER TABLE res_users_settings
    ADD COLUMN voice_active_duration integer, ADD COLUMN push_to_talk_key varchar,
    ADD COLUMN channel_notifications varchar, ADD COLUMN is_discuss_sidebar_category_channel_open boolean,
    ADD COLUMN is_discuss_sidebar_category_chat_open boolean, ADD COLUMN use_push_to_talk boolean,
    ADD COLUMN mute_until_dt timestamp;

ALTER TABLE auth_totp_device
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE CASCADE;

ALTER TABLE discuss_channel
    ADD FOREIGN KEY (from_message_id) REFERENCES mail_message ON DELETE SET NULL,
    ADD FOREIGN KEY (group_public_id) REFERENCES res_groups ON DELETE SET NULL,
    ADD FOREIGN KEY (parent_channel_id) REFERENCES discuss_channel ON DELETE CASCADE;

ALTER TABLE fetchmail_server
    ADD FOREIGN KEY (object_id) REFERENCES ir_model ON DELETE SET NULL;

ALTER TABLE iap_account
    ADD FOREIGN KEY (service_id) REFERENCES iap_service ON DELETE RESTRICT;

ALTER TABLE mail_alias
    ADD FOREIGN KEY (alias_domain_id) REFERENCES mail_alias_domain ON DELETE RESTRICT,
    ADD FOREIGN KEY (alias_model_id) REFERENCES ir_model ON DELETE CASCADE,
    ADD FOREIGN KEY (alias_parent_model_id) REFERENCES ir_model ON DELETE SET NULL;

ALTER TABLE mail_message
    ADD FOREIGN KEY (author_guest_id) REFERENCES mail_guest ON DELETE SET NULL,
    ADD FOREIGN KEY (author_id) REFERENCES res_partner ON DELETE SET NULL,
    ADD FOREIGN KEY (mail_activity_type_id) REFERENCES mail_activity_type ON DELETE SET NULL,
    ADD FOREIGN KEY (mail_server_id) REFERENCES ir_mail_server ON DELETE SET NULL,
    ADD FOREIGN KEY (parent_id) REFERENCES mail_message ON DELETE SET NULL,
    ADD FOREIGN KEY (record_alias_domain_id) REFERENCES mail_alias_domain ON DELETE SET NULL,
    ADD FOREIGN KEY (record_company_id) REFERENCES res_company ON DELETE SET NULL,
    ADD FOREIGN KEY (subtype_id) REFERENCES mail_message_subtype ON DELETE SET NULL;

ALTER TABLE res_company
    ADD FOREIGN KEY (alias_domain_id) REFERENCES mail_alias_domain ON DELETE SET NULL;

ALTER TABLE discuss_channel_member ADD FOREIGN KEY (channel_id) REFERENCES discuss_channel ON DELETE CASCADE;

ALTER TABLE res_users ALTER COLUMN notification_type DROP DEFAULT;

CREATE INDEX mail_message_model_res_id_id_idx ON mail_message (model, res_id, id);
CREATE INDEX res_partner__email_normalized_index ON res_partner (email_normalized);

UPDATE res_partner SET email_normalized = lower(email) WHERE email IS NOT NULL;
UPDATE res_users SET odoobot_state = 'not_initialized', tour_enabled = false WHERE id = 2;
UPDATE res_users_settings
SET is_discuss_sidebar_category_channel_open = true, is_discuss_sidebar_category_chat_open = true;

INSERT INTO res_groups (id, name, share, color) VALUES
    (12, '{"en_US": "Mail Template Editor"}', false, 0),
    (13, '{"en_US": "Receive notifications in Odoo"}', false, 0),
    (14, '{"en_US": "Canned Response Administrator"}', false, 0);
INSERT INTO res_groups_users_rel (gid, uid) VALUES (12, 1), (12, 2), (14, 1), (14, 2);

INSERT INTO mail_message_subtype (name) VALUES ('Discussions'), ('Activities'), ('Note');
INSERT INTO mail_activity_type (name) VALUES ('Email'), ('Call'), ('Meeting'), ('To-Do'), ('Document'), ('Exception');
INSERT INTO iap_service (name) VALUES ('partner_autocomplete'), ('sms'), ('snailmail'), ('reveal');
INSERT INTO mail_template (name)
SELECT name FROM unnest(ARRAY[
    'Settings: New Portal Sign Up', 'Settings: New User Invite', 'Settings: Unregistered User Reminder',
    'Settings: 2FA Invitation', 'Privacy: Notification'
]) AS name;

INSERT INTO discuss_channel (id, name, channel_type, group_public_id, uuid, description, active) VALUES
    (1, 'general', 'channel', 1, left(translate(gen_random_uuid()::text, '-', ''), 10), 'General announcements', true),
    (2, 'OdooBot, Administrator', 'chat', NULL, left(translate(gen_random_uuid()::text, '-', ''), 10), NULL, true);
INSERT INTO discuss_channel_member (partner_id, channel_id, fold_state) VALUES (3, 1, 'closed'), (3, 2, 'closed');
INSERT INTO mail_message (
    res_id, model, subtype_id, author_id, record_name, message_type, email_from, message_id, body, date
)
SELECT
    channel.id, 'discuss.channel', 1, 2, channel.name, 'notification', '"OdooBot" <odoobot@example.com>',
    format('<%s-openerp-%s-discuss.channel@localhost>', gen_random_uuid(), channel.id), '<p>Welcome!</p>', now()
FROM discuss_channel AS channel;
INSERT INTO bus_bus (channel, message, create_date)
SELECT
    format('["%s", "res.partner", %s]', current_database(), partner),
    '{"type": "discuss.channel/joined", "payload": {}}', now()
FROM generate_series(2, 6) AS partner;

INSERT INTO ir_config_parameter (key, value) VALUES
    ('auth_signup.invitation_scope', 'b2c'),
    ('auth_signup.reset_password', 'True'),
    ('mail.activity.gc.delete_overdue_years', '3'),
    ('mail.restrict.template.rendering', '1');

SELECT pg_temp.cron('Mail: Email Queue Manager', 1, 'hours'),
       pg_temp.cron('Mail: Fetchmail Service', 5, 'minutes'),
       pg_temp.cron('Mail: Post scheduled messages', 1, 'days'),
       pg_temp.cron('Mail: send web push notification', 1, 'days'),
       pg_temp.cron('Notification: Delete Notifications older than 6 Month', 1, 'days'),
       pg_temp.cron('Notification: Notify scheduled messages', 1, 'hours'),
       pg_temp.cron('Publisher: Update Notification', 1, 'weeks'),
       pg_temp.cron('Discuss: channel member unmute', 1, 'days'),
       pg_temp.cron('Users: Notify About Unregistered Users', 1, 'days'),
       pg_temp.cron('Partner Autocomplete: Sync with remote DB', 1, 'hours'),
       pg_temp.cron('SMS: SMS Queue Manager', 1, 'hours'),
       pg_temp.cron('Snailmail: process letters queue', 1, 'hours');
