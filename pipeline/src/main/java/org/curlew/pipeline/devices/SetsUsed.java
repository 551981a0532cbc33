package org.curlew.pipeline.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The hash sets an acquisition was matched against, and how often each of them hit. */
@Service
public class SetsUsed {

    private final JdbcClient jdbc;
    private final HashSets hashSets;
    private final DeviceTotals totals;

    public SetsUsed(JdbcClient jdbc, HashSets hashSets, DeviceTotals totals) {
        this.jdbc = jdbc;
        this.hashSets = hashSets;
        this.totals = totals;
    }

    /**
     * One set's part in the result.
     *
     * @param entries rows of the set
     * @param exact files with an equal digest
     * @param near files that only resemble an entry
     * @param byCategory exact hits by category number; to be read by the scheme alone
     */
    public record SetTotals(
            String set,
            String role,
            String scheme,
            String version,
            long entries,
            long exact,
            long near,
            Map<String, Long> byCategory) {}

    /** The versions to match against: those asked for, else all in force now. They are kept with the acquisition. */
    public List<Long> fix(Acquisition acquisition) {
        List<Long> versions = acquisition.hashSetVersions().isEmpty()
                ? hashSets.usable().stream().map(SetVersion::id).toList()
                : acquisition.hashSetVersions();
        jdbc.sql("update acquisition set hash_set_versions = ? where id = ?")
                .params(versions.toArray(Long[]::new), acquisition.id())
                .update();
        return versions;
    }

    /** Every set that was used, those without a hit too, in the order they were named. */
    public List<SetTotals> totals(Acquisition acquisition) {
        List<DeviceTotals.Hits> hits = totals.hits(acquisition.id());
        List<SetVersion> known = hashSets.list();
        List<SetTotals> all = new ArrayList<>();
        for (Long id : versions(acquisition.id())) {
            SetVersion version =
                    known.stream().filter(v -> v.id() == id).findFirst().orElseThrow();
            long exact = 0;
            long near = 0;
            Map<String, Long> byCategory = new TreeMap<>();
            for (DeviceTotals.Hits hit : hits) {
                if (hit.setVersionId() != id) {
                    continue;
                }
                if (hit.near()) {
                    near += hit.files();
                } else {
                    exact += hit.files();
                    if (hit.category() != null) {
                        byCategory.merge(hit.category().toString(), hit.files(), Long::sum);
                    }
                }
            }
            all.add(new SetTotals(
                    version.name(),
                    version.role().label(),
                    version.scheme(),
                    Integer.toString(version.number()),
                    version.entries(),
                    exact,
                    near,
                    byCategory));
        }
        return all;
    }

    private List<Long> versions(long acquisitionId) {
        return jdbc.sql("select unnest(hash_set_versions) from acquisition where id = ?")
                .param(acquisitionId)
                .query(Long.class)
                .list();
    }
}
