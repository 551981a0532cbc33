package org.curlew.pipeline.web.storage;

import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Words;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Forecast;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.Pools;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** "When are we full?" */
@Page
@Allowed({Role.COMMAND, Role.EXAMINER, Role.ADMINISTRATOR})
class StorageController {

    private static final int WAITING = 200;

    private final Pools pools;
    private final CapacityWatch capacity;
    private final Lookups lookups;
    private final CaseAccess access;
    private final Words words;

    StorageController(Pools pools, CapacityWatch capacity, Lookups lookups, CaseAccess access, Words words) {
        this.pools = pools;
        this.capacity = capacity;
        this.lookups = lookups;
        this.access = access;
        this.words = words;
    }

    /** A pool with its level and the sentence of its forecast. */
    record PoolLine(Pool pool, CapacityWatch.Outlook outlook, String full) {}

    @GetMapping("/storage")
    String storage(Viewer viewer, Model model) {
        List<PoolLine> lines = pools.all().stream()
                .map(p -> {
                    CapacityWatch.Outlook outlook = capacity.outlook(p.name());
                    return new PoolLine(
                            p,
                            outlook,
                            outlook.state().measuredAt() == null
                                    ? "was not measured yet"
                                    : full(outlook.forecast().orElse(null)));
                })
                .toList();
        List<Lookups.ExhibitLine> waiting = lookups.exhibitsIn(List.of("HELD_FOR_STORAGE"), WAITING);
        LongPredicate visible = access.visibleTo(viewer);
        model.addAttribute("pools", lines);
        model.addAttribute("waiting", waiting.size());
        model.addAttribute("mayOpen", viewer.is(Role.EXAMINER));
        model.addAttribute(
                "named", waiting.stream().filter(w -> visible.test(w.caseId())).toList());
        return "storage/storage";
    }

    private String full(Forecast forecast) {
        if (forecast == null) {
            return "has no forecast yet: seven days of measurements are needed";
        }
        if (forecast.full().isEmpty()) {
            return "is not filling";
        }
        String from = forecast.earliest().map(words::day).orElse("a day that cannot be said");
        String to = forecast.latest().map(words::day).orElse("much later");
        return "is full on about " + words.day(forecast.full().get()) + " (between " + from + " and " + to + ")";
    }
}
