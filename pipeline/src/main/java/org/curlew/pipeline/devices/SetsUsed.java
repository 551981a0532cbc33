package org.curlew.pipeline.devices;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The hash sets an acquisition was matched against, and how often each of them hit. */
@Service
public class SetsUsed {

    public record SetTotals(
            String set, String role, String scheme, String version, long entries, long exact, long near,
            Map<String, Long> byCategory) {}

    public List<SetTotals> totals(Acquisition acquisition) {
        return List.of();
    }
}
