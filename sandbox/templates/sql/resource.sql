-- Module resource.

SELECT pg_temp.plain_tables(
    'resource_calendar', 'resource_calendar_attendance', 'resource_calendar_leaves', 'resource_resource'
);

ALTER TABLE res_company
    ADD COLUMN resource_calendar_id integer;

ALTER TABLE res_company
    ADD FOREIGN KEY (resource_calendar_id) REFERENCES resource_calendar ON DELETE RESTRICT;

INSERT INTO resource_calendar (id, name) VALUES (1, 'Standard 40 hours/week');
INSERT INTO resource_calendar_attendance (name)
SELECT day || ' ' || half
FROM unnest(ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) AS day,
    unnest(ARRAY['Morning', 'Lunch', 'Afternoon']) AS half;
UPDATE res_company SET resource_calendar_id = 1;
