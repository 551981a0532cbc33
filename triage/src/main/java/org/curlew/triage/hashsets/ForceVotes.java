package org.curlew.triage.hashsets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
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
    private static final int PAGE = 5000;

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
        insert(vote, null);
    }

    /** Records a vote that was made of a grade of this installation; a grade is a vote once. */
    public void vote(Vote vote, long gradeId) {
        insert(vote, gradeId);
    }

    /**
     * Withdraws the vote that was made of a grade, since the grade was taken back: it stays on record and no longer counts, so that the
     * force's vote before it counts again where there is one.
     *
     * @param at when the grade was taken back
     */
    public void withdraw(long gradeId, Instant at) {
        jdbc.sql("""
            insert into force_vote_withdrawal (vote_id, withdrawn_at)
            select id, ? from force_vote where grade_id = ? on conflict do nothing
            """)
                .params(OffsetDateTime.ofInstant(at, ZoneOffset.UTC), gradeId)
                .update();
    }

    /**
     * Records a vote that another force sent.
     *
     * @return false where it is known already
     */
    public boolean receive(Vote vote) {
        boolean known = votes(vote.sha256()).stream()
                .anyMatch(v -> v.force().equals(vote.force())
                        && v.grader().equals(vote.grader())
                        && v.scheme().equals(vote.scheme())
                        && v.category() == vote.category()
                        && v.at().equals(vote.at()));
        if (!known) {
            insert(vote, null);
        }
        return !known;
    }

    private void insert(Vote vote, Long gradeId) {
        Scheme scheme = schemes.get(vote.scheme(), vote.schemeVersion());
        if (scheme.byNumber(vote.category()).isEmpty()) {
            throw new HashSetException("category " + vote.category() + " is not in scheme " + scheme.name()
                    + " version " + scheme.version() + "; a vote needs one that is");
        }
        jdbc.sql("""
            insert into force_vote (sha256, sha1, md5, force, grader, scheme, scheme_version, category, voted_at, grade_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
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
                .param(10, gradeId, Types.BIGINT)
                .update();
    }

    /** Every vote on a content, the oldest first, also those that were withdrawn. */
    public List<Vote> votes(byte[] sha256) {
        return jdbc.sql("""
            select sha256, sha1, md5, force, grader, scheme, scheme_version, category, voted_at
            from force_vote where sha256 = ? order by voted_at, id
            """)
                .param(1, sha256, Types.BINARY)
                .query(ForceVotes::vote)
                .list();
    }

    /** Schemes in which anybody has voted. */
    public List<String> schemes() {
        return jdbc.sql("select distinct scheme from force_vote order by scheme")
                .query(String.class)
                .list();
    }

    /** Every vote of one force that was not withdrawn, the oldest first, streamed inside the caller's transaction. */
    public void eachOf(String force, Consumer<Vote> receiver) {
        try (var rows = jdbc.sql("""
            select sha256, sha1, md5, force, grader, scheme, scheme_version, category, voted_at
            from force_vote_in_force where force = ? order by voted_at, id
            """).param(force).withFetchSize(1000).query(ForceVotes::vote).stream()) {
            rows.forEach(receiver);
        }
    }

    /** How the votes on a content stand in one scheme; empty where nobody has voted in it. */
    public Optional<Standing> standing(byte[] sha256, String scheme) {
        List<Integer> latest = jdbc.sql("""
            select distinct on (force) category from force_vote_in_force
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

    /** Every content that has votes in a scheme, in the order of its SHA-256, some thousands at a time. */
    void each(String schemeName, Consumer<Graded> receiver) {
        Scheme scheme = schemes.get(schemeName);
        byte[] after = new byte[0];
        for (List<Graded> page = page(scheme, after); !page.isEmpty(); page = page(scheme, after)) {
            page.forEach(receiver);
            after = page.getLast().vote().sha256();
        }
    }

    private List<Graded> page(Scheme scheme, byte[] after) {
        return jdbc.sql("""
            select sha256, max(sha1) as sha1, max(md5) as md5, '' as force, '' as grader, scheme,
                   max(scheme_version) as scheme_version, 0 as category, max(voted_at) as voted_at,
                   array_agg(category) as categories
            from (select distinct on (sha256, force) * from force_vote_in_force
                  where scheme = :scheme and sha256 in (
                      select distinct sha256 from force_vote_in_force where scheme = :scheme and sha256 > :after
                      order by sha256 limit :page)
                  order by sha256, force, voted_at desc, id desc) latest
            group by sha256, scheme order by sha256
            """)
                .param("scheme", scheme.name())
                .param("after", after, Types.BINARY)
                .param("page", PAGE)
                .query((row, number) -> new Graded(vote(row, number), standing(categories(row), scheme)))
                .list();
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
