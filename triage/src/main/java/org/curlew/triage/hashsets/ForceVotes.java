package org.curlew.triage.hashsets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.SchemeException;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Votes, one by one, and what they come to. Votes in different schemes are never counted together. */
public final class ForceVotes {

    private static final int FORCES_FOR_TRUST = 3;

    private final JdbcClient jdbc;
    private final Schemes schemes;

    public ForceVotes(JdbcClient jdbc, Schemes schemes) {
        this.jdbc = jdbc;
        this.schemes = schemes;
    }

    /**
     * Records a vote; an earlier one of the same force stays on record and no longer counts.
     *
     * @throws SchemeException where the scheme does not exist
     * @throws HashSetException where the scheme does not have the category
     */
    public void vote(Vote vote) {
        Scheme scheme = schemes.get(vote.scheme(), vote.schemeVersion());
        if (scheme.byNumber(vote.category()).isEmpty()) {
            throw new HashSetException("category " + vote.category() + " is not in scheme " + scheme.name()
                    + " version " + scheme.version() + "; a vote needs one that is");
        }
        jdbc.sql("""
                        insert into force_vote (sha256, sha1, md5, force, grader, scheme, scheme_version, category, voted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(1, vote.sha256(), Types.BINARY)
                .param(2, vote.sha1(), Types.BINARY)
                .param(3, vote.md5(), Types.BINARY)
                .param(4, vote.force())
                .param(5, vote.grader())
                .param(6, vote.scheme())
                .param(7, vote.schemeVersion())
                .param(8, vote.category())
                .param(9, OffsetDateTime.ofInstant(vote.at(), ZoneOffset.UTC))
                .update();
    }

    /** Every vote on a content, the oldest first. */
    public List<Vote> votes(byte[] sha256) {
        return jdbc.sql("""
                        select sha256, sha1, md5, force, grader, scheme, scheme_version, category, voted_at
                        from force_vote where sha256 = ? order by voted_at, id
                        """)
                .param(1, sha256, Types.BINARY)
                .query(ForceVotes::vote)
                .list();
    }

    /** How the votes on a content stand in one scheme; empty where nobody has voted in it. */
    public Optional<Standing> standing(byte[] sha256, String scheme) {
        List<Integer> latest = jdbc.sql("""
                        select distinct on (force) category from force_vote
                        where sha256 = ? and scheme = ? order by force, voted_at desc, id desc
                        """)
                .param(1, sha256, Types.BINARY)
                .param(2, scheme)
                .query(Integer.class)
                .list();
        return latest.isEmpty() ? Optional.empty() : Optional.of(standing(latest, schemes.get(scheme)));
    }

    private static Standing standing(List<Integer> latest, Scheme scheme) {
        List<Integer> categories = latest.stream()
                .distinct()
                .sorted(Comparator.comparingInt(scheme::gravity))
                .toList();
        Standing.Level level = categories.size() > 1
                ? Standing.Level.DISPUTED
                : latest.size() >= FORCES_FOR_TRUST ? Standing.Level.TRUSTED : Standing.Level.INDICATIVE;
        return new Standing(level, categories, latest.size());
    }

    /** A content with the vote that says most and how all of them stand. */
    record Graded(Vote vote, Standing standing) {}

    /** Every content that has votes in a scheme, in the order of its SHA-256, streamed from the database. */
    void each(String schemeName, Consumer<Graded> receiver) {
        Scheme scheme = schemes.get(schemeName);
        try (var rows = jdbc
                .sql("""
                        select sha256, max(sha1) as sha1, max(md5) as md5, '' as force, '' as grader, scheme,
                               max(scheme_version) as scheme_version, 0 as category, max(voted_at) as voted_at,
                               array_agg(category) as categories
                        from (select distinct on (sha256, force) * from force_vote where scheme = ?
                              order by sha256, force, voted_at desc, id desc) latest
                        group by sha256, scheme order by sha256
                        """)
                .param(schemeName)
                .query((row, number) -> new Graded(vote(row, number), standing(categories(row), scheme)))
                .stream()) {
            rows.forEach(receiver);
        }
    }

    private static List<Integer> categories(ResultSet row) throws SQLException {
        return List.of((Integer[]) row.getArray("categories").getArray());
    }

    private static Vote vote(ResultSet row, int number) throws SQLException {
        return new Vote(
                row.getBytes("sha256"),
                row.getBytes("sha1"),
                row.getBytes("md5"),
                row.getString("force"),
                row.getString("grader"),
                row.getString("scheme"),
                row.getInt("scheme_version"),
                row.getInt("category"),
                row.getObject("voted_at", OffsetDateTime.class).toInstant());
    }
}
