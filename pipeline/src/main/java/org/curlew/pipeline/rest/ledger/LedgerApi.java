package org.curlew.pipeline.rest.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger in the order of its chain, for the auditor; nothing here changes anything. */
@Api
@Allowed(Role.AUDITOR)
class LedgerApi {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LedgerApi(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An entry of the chain; hash is SHA-256 over its canonical JSON, the hash before included. */
    record EntryView(
            long number,
            Instant at,
            String actor,
            String kind,
            String act,
            List<String> subjects,
            JsonNode details,
            String previous,
            String hash) {}

    @GetMapping("/ledger")
    @Scoped(Scope.LEDGER_READ)
    @Does("Lists the ledger's entries in the order of the chain, of an actor or a kind or all")
    Paged<EntryView> entries(
            Viewer viewer,
            @RequestParam(required = false) String actor,
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        StringBuilder where = new StringBuilder("number > ?");
        List<Object> params = new ArrayList<>(List.of(Paged.number(after)));
        if (actor != null) {
            where.append(" and actor = ?");
            params.add(actor);
        }
        if (kind != null) {
            where.append(" and kind = ?");
            params.add(kind);
        }
        int most = Paged.limit(limit);
        params.add(most + 1);
        List<EntryView> found = jdbc.sql("select * from ledger_entry where " + where + " order by number limit ?")
                .params(params)
                .query((row, n) -> new EntryView(
                        row.getLong("number"),
                        Times.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("kind"),
                        row.getString("act"),
                        List.of((String[]) row.getArray("subjects").getArray()),
                        json.readTree(row.getString("details")),
                        HexFormat.of().formatHex(row.getBytes("previous")),
                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .list();
        boolean more = found.size() > most;
        List<EntryView> items = more ? List.copyOf(found.subList(0, most)) : found;
        return new Paged<>(
                items, more ? Paged.encode(Long.toString(items.getLast().number())) : null);
    }
}
