package org.curlew.pipeline.simulation;

import java.util.function.IntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An invented force of any size, written set by set inside the database: the same numbers give the same people. Every case
 * has one suspect, a risk score, an answer about access and a release status; a third a child at home. Its media are rows
 * without bytes: they can be listed, counted and graded, and the gallery says of each that it cannot be drawn.
 */
public final class LargeForce {

    /** Media of one exhibit: a telephone's folder of pictures. */
    private static final int A_DEVICE = 500;

    private static final int A_BATCH = 100_000;

    private final JdbcClient jdbc;

    public LargeForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the cases numbered from 1 to count, after those that are there already, with as many waiting exhibits each. */
    public void cases(int count, int exhibitsEach) {
        int there = number("select count(*) from case_file where created_by = 'large'");
        if (there >= count) {
            return;
        }
        long first = jdbc.sql("""
                        insert into case_file (reference, created_by, created_at)
                        select 'LARGE-' || n, 'large', now() - (n % 400 + 3) * interval '1 day'
                        from generate_series(cast(:from as int), :to) n order by n returning id
                        """)
                .param("from", there + 1)
                .param("to", count)
                .query(Long.class)
                .list()
                .getFirst();
        jdbc.sql("""
                        insert into exhibit (case_id, reference, created_by, created_at)
                        select c.id, 'E/' || e, 'large', c.created_at
                        from case_file c, generate_series(1, :each) e where c.created_by = 'large' and c.id >= :first
                        order by c.id, e
                        """).param("each", exhibitsEach).param("first", first).update();
        // Without it the server takes both tables for as small as they were, and joins them row by row
        // for many minutes.
        jdbc.sql("analyze case_file, exhibit").update();
        run("""
                insert into exhibit_state (exhibit_id, state, actor, reason, at)
                select e.id, 'QUEUED', 'large', 'invented', e.created_at from exhibit e join case_file c on c.id = e.case_id
                where c.created_by = 'large' and c.id >= :first""", first);
        register(first);
        jdbc.sql("analyze").update();
    }

    /** Entry numbers come from the register's own sequence, ten for each case from a start of their own. */
    private void register(long first) {
        long base = jdbc.sql("select nextval('register_entry_id') - 10 * :first")
                .param("first", first)
                .query(Long.class)
                .single();
        entries("Person", 0, "null, null, null", """
                jsonb_build_object('name', (array['Alder', 'Bracken', 'Campion', 'Dogwood', 'Elder', 'Fennel', 'Gorse', 'Hazel'])
                    [1 + c.id % 8] || ' Example-' || c.id, 'born', date '1960-01-01' + (c.id * 37 % 14000)::int, 'identified', true)
                """, "", first, base);
        entries(
                "Person",
                1,
                "null, null, null",
                "jsonb_build_object('name', 'Willow Specimen-' || c.id, 'born', '2015-01-01', 'identified', true)",
                "and c.id % 3 = 0",
                first,
                base);
        entries("CaseParty", 2, "c.id, :base + 10 * c.id, null", """
                jsonb_build_object('caseId', c.id, 'personId', :base + 10 * c.id, 'role', 'SUSPECT')
                """, "", first, base);
        entries("KiratResult", 3, "null, :base + 10 * c.id, null", """
                jsonb_build_object('suspectId', :base + 10 * c.id, 'level', (array['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'])[1 + c.id % 4],
                    'assessor', 'DC Officer', 'trained', true, 'completedAt', '2026-01-01T00:00:00Z')
                """, "", first, base);
        entries("AccessAnswer", 4, "null, :base + 10 * c.id, null", """
                jsonb_build_object('suspectId', :base + 10 * c.id, 'answer', case when c.id % 3 = 0 then 'FOUND' else 'NONE_FOUND' end)
                """, "", first, base);
        entries("ReleaseStatus", 5, "c.id, :base + 10 * c.id, null", """
                jsonb_build_object('caseId', c.id, 'suspectId', :base + 10 * c.id, 'kind', 'RUI',
                    'at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                """, "", first, base);
        entries(
                "ChildAccess",
                6,
                "null, :base + 10 * c.id, :base + 10 * c.id + 1",
                """
                jsonb_build_object('suspectId', :base + 10 * c.id, 'childId', :base + 10 * c.id + 1, 'kind', 'HOUSEHOLD')
                """,
                "and c.id % 3 = 0",
                first,
                base);
        entries("CaseDetails", 7, "c.id, null, null", """
                jsonb_build_object('caseId', c.id, 'offence', 'IIOC', 'operation', 'Operation Specimen', 'team', 'POLIT',
                    'officer', 'DC Officer', 'supervisor', 'DS Supervisor', 'legalBasis', 'PACE s.19', 'questions', 'What is there?',
                    'openedAt', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                """, "", first, base);
        jdbc.sql("select setval('register_entry_id', (select max(entry_id) from register_version))")
                .query(Long.class)
                .single();
        run("""
                insert into register_version (entry_id, version, kind, exhibit_id, created_at, recorded_at, author, reason, body)
                select nextval('register_entry_id'), 1, 'ExhibitDetails', e.id, e.created_at, e.created_at, 'large', 'invented',
                       jsonb_build_object('exhibitId', e.id, 'kind', 'phone', 'lock', 'UNKNOWN')
                from exhibit e join case_file c on c.id = e.case_id where c.created_by = 'large' and c.id >= :first""", first);
    }

    private void entries(String kind, int offset, String links, String body, String where, long first, long base) {
        jdbc.sql("""
                        insert into register_version (entry_id, version, kind, case_id, person_id, child_id, created_at,
                            recorded_at, author, reason, body)
                        select :base + 10 * c.id + :offset, 1, :kind, %s, c.created_at, c.created_at, 'large', 'invented', %s
                        from case_file c where c.created_by = 'large' and c.id >= :first %s
                        """.formatted(links, body, where))
                .param("base", base)
                .param("offset", offset)
                .param("kind", kind)
                .param("first", first)
                .update();
    }

    /** Adds distinct media up to the count, 500 on each of the first exhibits; tells the number written after each batch. */
    public void media(int count, IntConsumer written) {
        int there = number("select count(*) from content where camera_make = 'Invented make'");
        for (int from = there; from < count; from += A_BATCH) {
            int to = Math.min(count, from + A_BATCH);
            range("""
                    insert into content (sha256, md5, sha1, size, mime, camera_make, pdq, pdq_quality)
                    select sha256(int8send(n)), decode(md5(n::text), 'hex'), substring(sha256(int8send(-n)) for 20),
                           20000 + n % 3000000, 'image/jpeg', 'Invented make', sha256(int8send(n + 1000000000)), 80
                    from generate_series(cast(:from as bigint), :to) n order by 1 on conflict do nothing""", from + 1, to);
            range("""
                    insert into occurrence (exhibit_id, sha256, volume, path, allocated, deleted, orphan)
                    select e.id, sha256(int8send(n)), 0, '/DCIM/IMG_' || n || '.JPG', true, false, false
                    from (select id, row_number() over (order by id) - 1 as place from exhibit where created_by = 'large') e
                    join generate_series(cast(:from as bigint), :to) n on (n - 1) / %d = e.place order by e.id, 2
                    """.formatted(A_DEVICE), from + 1, to);
            written.accept(to);
        }
        jdbc.sql("analyze").update();
    }

    private int number(String query) {
        return jdbc.sql(query).query(Integer.class).single();
    }

    private void run(String statement, long first) {
        jdbc.sql(statement).param("first", first).update();
    }

    private void range(String statement, int from, int to) {
        jdbc.sql(statement).param("from", from).param("to", to).update();
    }
}
