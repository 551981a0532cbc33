package org.curlew.pipeline.web.grading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.curlew.grading.sessions.WorkList;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts pictures that are nearly the same on one stack, so that a grader looks once. */
@Component
class Stacks {

    /**
     * Members differ from the shown one in at most so many of 256 bits. Far closer than the published 31 at which pictures match,
     * because one look grades them all: our judgement.
     */
    static final int CLOSE = 12;

    private final JdbcClient jdbc;

    Stacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A media with its hash, null where it has none that can be trusted. */
    record Candidate(WorkList.Item item, PdqHash hash, int quality) {}

    /** Stacks in the order of their first members. */
    List<Stack> of(List<WorkList.Item> items, int limit) {
        Map<String, Candidate> hashed = new HashMap<>();
        Map<String, WorkList.Item> byDigest = new HashMap<>();
        items.forEach(i -> byDigest.put(i.sha256(), i));
        jdbc.sql(
                        "select sha256, pdq, pdq_quality from content where sha256 = any(?) and pdq is not null and pdq_quality >= ?")
                .params(
                        items.stream()
                                .map(i -> HexFormat.of().parseHex(i.sha256()))
                                .toArray(byte[][]::new),
                        PdqResult.LEAST_QUALITY)
                .query(row -> {
                    String sha256 = HexFormat.of().formatHex(row.getBytes("sha256"));
                    hashed.put(
                            sha256,
                            new Candidate(
                                    byDigest.get(sha256), PdqHash.of(row.getBytes("pdq")), row.getInt("pdq_quality")));
                });
        return stack(
                items.stream()
                        .map(i -> hashed.getOrDefault(i.sha256(), new Candidate(i, null, 0)))
                        .toList(),
                limit);
    }

    /** A video is never stacked: its hash is of one frame. A member lies near the shown one, not only near another member. */
    static List<Stack> stack(List<Candidate> candidates, int limit) {
        List<Stack> stacks = new ArrayList<>();
        List<Candidate> left = new ArrayList<>(candidates);
        while (!left.isEmpty() && stacks.size() < limit) {
            Candidate first = left.getFirst();
            List<Candidate> near = close(first, left);
            Candidate best = near.stream()
                    .max(Comparator.comparingInt(Candidate::quality)
                            .thenComparing(c -> c.item().size()))
                    .orElse(first);
            List<Candidate> members = close(best, near);
            if (!members.contains(first)) {
                best = first;
                members = near;
            }
            left.removeAll(members);
            stacks.add(stack(best, members));
        }
        return stacks;
    }

    private static Stack stack(Candidate best, List<Candidate> members) {
        List<String> digests = new ArrayList<>(List.of(best.item().sha256()));
        int distance = 0;
        boolean near = false;
        for (Candidate member : members) {
            near |= member.item().near();
            if (member != best) {
                digests.add(member.item().sha256());
                distance = Math.max(distance, best.hash().distance(member.hash()));
            }
        }
        WorkList.Item shown = best.item();
        return new Stack(
                shown.sha256(),
                shown.mime(),
                near,
                digests,
                distance,
                shown.series(),
                shown.exhibit() + " " + shown.folder());
    }

    private static List<Candidate> close(Candidate one, List<Candidate> among) {
        if (one.hash() == null || !one.item().mime().startsWith("image/")) {
            return List.of(one);
        }
        return among.stream()
                .filter(c -> c == one
                        || c.hash() != null
                                && c.item().mime().startsWith("image/")
                                && one.hash().distance(c.hash()) <= CLOSE)
                .toList();
    }
}
