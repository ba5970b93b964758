-- What is the same for every table: who wrote the rows, the references to those users, the next free id.

DO $$
DECLARE
    tab regclass;
    next_free text;
BEGIN
    FOR tab IN
        SELECT attrelid::regclass
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'write_uid'
        ORDER BY relname
    LOOP
        EXECUTE format(
            'UPDATE ONLY %s SET create_uid = 1, create_date = now(), write_uid = 1, write_date = now() '
            'WHERE create_uid IS NULL',
            tab
        );
        EXECUTE format(
            'ALTER TABLE %s ADD FOREIGN KEY (create_uid) REFERENCES res_users ON DELETE SET NULL, '
            'ADD FOREIGN KEY (write_uid) REFERENCES res_users ON DELETE SET NULL',
            tab
        );
        next_free := pg_get_serial_sequence(tab::text, 'id');
        IF next_free IS NOT NULL THEN
            EXECUTE format('SELECT setval(%L, max(id)) FROM %s HAVING max(id) IS NOT NULL', next_free, tab);
        END IF;
    END LOOP;
END
$$;
