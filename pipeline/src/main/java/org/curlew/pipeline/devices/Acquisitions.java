package org.curlew.pipeline.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.imagestore.StoredImages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the images that were given to the machine and what their containers and digests said. */
@Service
public class Acquisitions {

    private static final String SELECT = """
            select a.id, a.exhibit_id, c.reference as case_reference, e.reference as exhibit_reference, a.parts,
                   a.expected_md5, a.expected_sha1, a.expected_sha256, a.hash_set_versions, a.out_folder
            from acquisition a join exhibit e on e.id = a.exhibit_id join case_file c on c.id = e.case_id
            """;

    private final JdbcClient jdbc;
    private final StoredImages images;
    private final JsonMapper json = JsonMapper.builder().build();

    public Acquisitions(JdbcClient jdbc, StoredImages images) {
        this.jdbc = jdbc;
        this.images = images;
    }

    /** Container and digests of the media as far as they are known; null where they are not yet. */
    public record Media(
            String format,
            Integer segments,
            Long bytes,
            String storedMd5,
            String storedSha1,
            String md5,
            String sha1,
            String sha256,
            String verification,
            String triageOutcome,
            String triageReason) {}

    /**
     * Takes an image in. An unfinished acquisition of the very same files (path, size, time of change) is resumed; else a
     * new one begins.
     */
    @Transactional
    public Acquisition take(
            long exhibitId, List<Path> parts, Acquisition.Declared expected, List<Long> sets, Path out) {
        String fingerprint = fingerprint(parts);
        List<Long> open =
                jdbc.sql("""
                        select id from acquisition
                        where exhibit_id = ? and fingerprint = ? and finished_at is null order by id desc limit 1
                        """).params(exhibitId, fingerprint).query(Long.class).list();
        if (!open.isEmpty()) {
            jdbc.sql("""
                            update acquisition set expected_md5 = ?, expected_sha1 = ?, expected_sha256 = ?,
                                   hash_set_versions = ?, out_folder = ? where id = ?
                            """)
                    .params(
                            expected.md5(),
                            expected.sha1(),
                            expected.sha256(),
                            sets.toArray(Long[]::new),
                            text(out),
                            open.getFirst())
                    .update();
            return find(open.getFirst());
        }
        Long id = jdbc.sql("""
                        insert into acquisition (exhibit_id, parts, fingerprint, expected_md5, expected_sha1,
                                                 expected_sha256, hash_set_versions, out_folder)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        exhibitId,
                        parts.stream().map(p -> p.toAbsolutePath().toString()).toArray(String[]::new),
                        fingerprint,
                        expected.md5(),
                        expected.sha1(),
                        expected.sha256(),
                        sets.toArray(Long[]::new),
                        text(out))
                .query(Long.class)
                .single();
        return find(id);
    }

    public Acquisition find(long id) {
        // Asked for before the row, not while it is read: that would take a second connection.
        List<Path> stored = images.paths(id);
        return jdbc.sql(SELECT + " where a.id = ?")
                .params(id)
                .query((row, n) -> acquisition(row, stored))
                .single();
    }

    /** Acquisitions that began and have not ended, oldest first: what a restart takes up again. */
    public List<Long> unfinished() {
        return jdbc.sql("select id from acquisition where finished_at is null order by id")
                .query(Long.class)
                .list();
    }

    public void recognised(long id, ImageFacts facts) {
        jdbc.sql("""
                        update acquisition set format = ?, segments = ?, bytes = ?, stored_md5 = ?, stored_sha1 = ?,
                               facts = ?::jsonb where id = ?
                        """)
                .params(
                        facts.format(),
                        facts.segments(),
                        facts.bytes(),
                        facts.storedMd5(),
                        facts.storedSha1(),
                        json.writeValueAsString(facts.acquisition()),
                        id)
                .update();
    }

    public void verified(long id, String md5, String sha1, String sha256, String verification) {
        jdbc.sql("update acquisition set md5 = ?, sha1 = ?, sha256 = ?, verification = ? where id = ?")
                .params(md5, sha1, sha256, verification, id)
                .update();
    }

    public void triaged(long id, String outcome, String reason) {
        jdbc.sql("update acquisition set triage_outcome = ?, triage_reason = ? where id = ?")
                .params(outcome, reason, id)
                .update();
    }

    /** Ends the machine's part; nothing more is done for this acquisition. */
    public void finish(long id) {
        jdbc.sql("update acquisition set finished_at = now() where id = ? and finished_at is null")
                .params(id)
                .update();
    }

    /** The acquisition waits at the acceptance gate until its exhibit may be accepted. */
    public void askAcceptance(long id) {
        jdbc.sql("update acquisition set asks_acceptance = true where id = ?")
                .param(id)
                .update();
    }

    public boolean asksAcceptance(long id) {
        return jdbc.sql("select asks_acceptance from acquisition where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Gives its place among the exhibits at work free; the dispatcher takes it up again after the pause. */
    public void hold(long id, Duration pause) {
        jdbc.sql("""
                        update acquisition set dispatched_at = null, not_before = now() + make_interval(secs => ?)
                        where id = ?
                        """).params((double) pause.toSeconds(), id).update();
    }

    /** Whether it waits outside the machine until it may be tried again. */
    public boolean held(long id) {
        return jdbc.sql("select dispatched_at is null and not_before is not null from acquisition where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Whether the acquisition came to its end, good or bad. */
    public boolean finished(long id) {
        return jdbc.sql("select finished_at is not null from acquisition where id = ?")
                .params(id)
                .query(Boolean.class)
                .single();
    }

    /** Takes the machine's part up again after an end that can be retried. */
    public void reopen(long id) {
        jdbc.sql("update acquisition set finished_at = null where id = ?")
                .params(id)
                .update();
    }

    public Media media(long id) {
        return jdbc.sql("""
                        select format, segments, bytes, stored_md5, stored_sha1, md5, sha1, sha256, verification,
                               triage_outcome, triage_reason
                        from acquisition where id = ?
                        """).params(id).query(Media.class).single();
    }

    /** Acquisition metadata of the container, by name. */
    public Map<String, Object> facts(long id) {
        String text = jdbc.sql("select facts::text from acquisition where id = ?")
                .params(id)
                .query(String.class)
                .single();
        return json.readValue(text, new tools.jackson.core.type.TypeReference<Map<String, Object>>() {});
    }

    private static Acquisition acquisition(ResultSet row, List<Path> stored) throws SQLException {
        List<Path> parts = new ArrayList<>();
        for (Object part : (Object[]) row.getArray("parts").getArray()) {
            parts.add(Path.of((String) part));
        }
        Array sets = row.getArray("hash_set_versions");
        return new Acquisition(
                row.getLong("id"),
                row.getLong("exhibit_id"),
                row.getString("case_reference"),
                row.getString("exhibit_reference"),
                List.copyOf(parts),
                stored.isEmpty() ? List.copyOf(parts) : stored,
                new Acquisition.Declared(
                        row.getString("expected_md5"),
                        row.getString("expected_sha1"),
                        row.getString("expected_sha256")),
                List.of((Long[]) sets.getArray()),
                folder(row.getString("out_folder")));
    }

    private static String text(Path path) {
        return path == null ? null : path.toAbsolutePath().toString();
    }

    private static Path folder(String text) {
        return text == null ? null : Path.of(text);
    }

    /** Path, size and time of change of every part: enough to see that a resumed run has the same files before it. */
    private static String fingerprint(List<Path> parts) {
        StringBuilder text = new StringBuilder();
        try {
            for (Path part : parts) {
                text.append(part.toAbsolutePath())
                        .append('|')
                        .append(Files.size(part))
                        .append('|')
                        .append(Files.getLastModifiedTime(part).toMillis())
                        .append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
