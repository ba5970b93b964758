-- Modules social_media and website.

SELECT pg_temp.plain_tables(
    'theme_ir_asset', 'theme_ir_attachment', 'theme_ir_ui_view', 'website_configurator_feature',
    'website_controller_page', 'website_menu', 'website_page', 'website_rewrite', 'website_robots', 'website_route',
    'website_snippet_filter', 'website_track', 'website_visitor'
);

ALTER TABLE ir_attachment
    ADD COLUMN website_id integer, ADD COLUMN theme_template_id integer, ADD COLUMN key varchar;

ALTER TABLE ir_ui_view
    ADD COLUMN website_id integer, ADD COLUMN theme_template_id integer,
    ADD COLUMN website_meta_og_img varchar, ADD COLUMN visibility varchar,
    ADD COLUMN visibility_password varchar, ADD COLUMN website_meta_title jsonb,
    ADD COLUMN website_meta_description jsonb, ADD COLUMN website_meta_keywords jsonb,
    ADD COLUMN seo_name jsonb, ADD COLUMN track boolean;

ALTER TABLE res_company
    ADD COLUMN social_twitter varchar, ADD COLUMN social_facebook varchar, ADD COLUMN social_github varchar,
    ADD COLUMN social_linkedin varchar, ADD COLUMN social_youtube varchar,
    ADD COLUMN social_instagram varchar, ADD COLUMN social_tiktok varchar, ADD COLUMN website_id integer;

ALTER TABLE res_partner
    ADD COLUMN website_id integer, ADD COLUMN is_published boolean;

ALTER TABLE res_users
    ADD COLUMN website_id integer;

CREATE TABLE website (
    id serial PRIMARY KEY, sequence integer, company_id integer NOT NULL, default_lang_id integer NOT NULL,
    user_id integer NOT NULL, theme_id integer, name varchar NOT NULL, domain varchar,
    social_twitter varchar, social_facebook varchar, social_github varchar, social_linkedin varchar,
    social_youtube varchar, social_instagram varchar, social_tiktok varchar, google_analytics_key varchar,
    google_search_console varchar, google_maps_api_key varchar, plausible_shared_key varchar,
    plausible_site varchar, cdn_url varchar, homepage_url varchar, auth_signup_uninvited varchar,
    custom_blocked_third_party_domains text, cdn_filters text, custom_code_head text,
    custom_code_footer text, robots_txt text, auto_redirect_lang boolean, cookies_bar boolean,
    configurator_done boolean, block_third_party_domains boolean, has_social_default_image boolean,
    cdn_activated boolean, specific_user_account boolean,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp,
    UNIQUE (domain)
);

ALTER TABLE ir_attachment
    ADD FOREIGN KEY (theme_template_id) REFERENCES theme_ir_attachment ON DELETE SET NULL,
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE SET NULL;

ALTER TABLE ir_ui_view
    ADD FOREIGN KEY (theme_template_id) REFERENCES theme_ir_ui_view ON DELETE SET NULL,
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE CASCADE;

ALTER TABLE res_company
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE SET NULL;

ALTER TABLE res_partner
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE RESTRICT;

ALTER TABLE res_users
    ADD FOREIGN KEY (website_id) REFERENCES website ON DELETE SET NULL;

ALTER TABLE website
    ADD FOREIGN KEY (company_id) REFERENCES res_company ON DELETE RESTRICT,
    ADD FOREIGN KEY (default_lang_id) REFERENCES res_lang ON DELETE RESTRICT,
    ADD FOREIGN KEY (theme_id) REFERENCES ir_module_module ON DELETE SET NULL,
    ADD FOREIGN KEY (user_id) REFERENCES res_users ON DELETE RESTRICT;

-- A login is unique per website once there are websites.
ALTER TABLE res_users
    DROP CONSTRAINT res_users_login_key, ADD CONSTRAINT res_users_login_key UNIQUE (login, website_id);

INSERT INTO website (id, sequence, company_id, default_lang_id, user_id, name, configurator_done) VALUES
    (1, 10, 1, (SELECT id FROM res_lang WHERE code = 'en_US'), 4, 'My Website', false);
UPDATE res_company SET website_id = 1;
INSERT INTO website_menu (name) VALUES ('Default Main Menu'), ('Home'), ('Shop'), ('Contact us');
INSERT INTO website_page (name) VALUES ('Home'), ('Contact Us'), ('Thank You'), ('Privacy Policy');

-- The building blocks of pages are most of a website's views.
INSERT INTO ir_ui_view (
    name, key, type, mode, priority, active, arch_fs, arch_db, website_id, create_uid, create_date, write_uid, write_date
)
SELECT
    'Snippet ' || number, 'website.s_snippet_' || number, 'qweb', 'primary', 16, true,
    format('website/views/snippets/s_snippet_%s.xml', number),
    jsonb_build_object('en_US', format('<t name="Snippet %s"><section class="s_snippet">%s</section></t>', number,
        repeat('<div class="container"><div class="row"><p>A paragraph.</p></div></div>', 12))),
    CASE WHEN number % 10 = 0 THEN 1 END, 1, now(), 1, now()
FROM generate_series(1, 700) AS number;

SELECT pg_temp.cron('Website Visitor : clean inactive visitors', 1, 'days'),
       pg_temp.cron('Disable unused snippets assets', 1, 'weeks');
