-- Modules portal and http_routing.

SELECT pg_temp.plain_tables('portal_share', 'portal_wizard', 'portal_wizard_user');

ALTER TABLE ir_ui_view
    ADD COLUMN customize_show boolean;
