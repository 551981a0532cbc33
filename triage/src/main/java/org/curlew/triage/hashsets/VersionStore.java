package org.curlew.triage.hashsets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.curlew.triage.hashsets.index.Conflict;
import org.curlew.triage.hashsets.index.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of sets and versions. */
final class VersionStore {

    private static final String SELECT = """
            select v.id, v.set_id, s.name, v.number, v.role, v.scheme, v.scheme_version, v.importer, v.imported_at, v.entries,
                   v.rejected, v.conflicts, v.state, v.reason
            from hash_set_version v join hash_set s on s.id = v.set_id
            """;

    private final JdbcClient jdbc;

    VersionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens a version in state IMPORTING, and the set where it is new. */
    SetVersion begin(ImportRequest request, int schemeVersion) {
        jdbc.sql("insert into hash_set (name) values (?) on conflict (name) do nothing")
                .param(request.name())
                .update();
        long id = jdbc.sql("""
                        insert into hash_set_version (set_id, number, role, scheme, scheme_version, importer, state, reason)
                        select s.id, coalesce((select max(number) from hash_set_version where set_id = s.id), 0) + 1,
                               ?, ?, ?, ?, 'IMPORTING', 'the import has not ended'
                        from hash_set s where s.name = ?
                        returning id
                        """)
                .params(request.role().name(), request.scheme(), schemeVersion, request.importer(), request.name())
                .query(Long.class)
                .single();
        return get(id);
    }

    void end(long id, VersionState state, String reason, long entries, long rejected, long conflicts) {
        jdbc.sql("""
                        update hash_set_version set state = ?, reason = ?, entries = ?, rejected = ?, conflicts = ? where id = ?
                        """)
                .params(state.name(), reason, entries, rejected, conflicts, id)
                .update();
    }

    void decide(long id, VersionState state, String person, String reason) {
        jdbc.sql("""
                        update hash_set_version set state = ?, reason = ?, decided_by = ?, decided_at = now() where id = ?
                        """).params(state.name(), reason, person, id).update();
    }

    void addFile(long id, int ordinal, SourceFile file) {
        jdbc.sql("""
                        insert into hash_set_file (version_id, ordinal, name, bytes, sha256, format, entries, rejected)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        ordinal,
                        file.name(),
                        file.bytes(),
                        file.sha256(),
                        file.format(),
                        file.entries(),
                        file.rejected())
                .update();
    }

    void addRejected(long id, RejectedRow row) {
        jdbc.sql("insert into hash_set_rejected (version_id, file, place, reason, content) values (?, ?, ?, ?, ?)")
                .params(id, row.file(), row.place(), row.reason(), row.content())
                .update();
    }

    void addConflict(long id, Conflict conflict) {
        jdbc.sql("insert into hash_set_conflict (version_id, kind, digest, categories) values (?, ?, ?, ?)")
                .params(
                        id,
                        conflict.kind().label(),
                        conflict.digest(),
                        conflict.categories().toArray(Integer[]::new))
                .update();
    }

    SetVersion get(long id) {
        return find(id).orElseThrow(() -> new HashSetException("there is no hash-set version with number " + id));
    }

    Optional<SetVersion> find(long id) {
        return jdbc.sql(SELECT + "where v.id = ?")
                .param(id)
                .query(VersionStore::map)
                .optional();
    }

    /** All versions, by name, the newest first. */
    List<SetVersion> all() {
        return jdbc.sql(SELECT + "order by s.name, v.number desc")
                .query(VersionStore::map)
                .list();
    }

    List<SetVersion> ofSet(String name) {
        return jdbc.sql(SELECT + "where s.name = ? order by v.number desc")
                .param(name)
                .query(VersionStore::map)
                .list();
    }

    List<SourceFile> files(long id) {
        return jdbc.sql("""
                        select name, bytes, sha256, format, entries, rejected from hash_set_file
                        where version_id = ? order by ordinal
                        """).param(id).query(SourceFile.class).list();
    }

    List<RejectedRow> rejected(long id) {
        return jdbc.sql("select file, place, reason, content from hash_set_rejected where version_id = ? order by id")
                .param(id)
                .query(RejectedRow.class)
                .list();
    }

    private static SetVersion map(ResultSet row, int number) throws SQLException {
        return new SetVersion(
                row.getLong("id"),
                row.getLong("set_id"),
                row.getString("name"),
                row.getInt("number"),
                Role.valueOf(row.getString("role")),
                row.getString("scheme"),
                row.getInt("scheme_version"),
                row.getString("importer"),
                row.getObject("imported_at", OffsetDateTime.class),
                row.getLong("entries"),
                row.getLong("rejected"),
                row.getLong("conflicts"),
                VersionState.valueOf(row.getString("state")),
                row.getString("reason"));
    }
}
