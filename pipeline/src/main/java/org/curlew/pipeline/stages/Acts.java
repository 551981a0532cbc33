package org.curlew.pipeline.stages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.stereotype.Service;

/** Writes what the machine and its users did to a device into the ledger, in the transaction of the act itself. */
@Service
public class Acts {

    private final Ledger ledger;

    public Acts(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An image was given to the machine. */
    public void bookedIn(Acquisition acquisition, String actor) {
        ledger.append(new LedgerEntry(
                actor,
                "IMAGE_SUBMITTED",
                ProcessingAct.COLLECTION,
                subjects(acquisition),
                Map.of(
                        "acquisition",
                        acquisition.id(),
                        "parts",
                        acquisition.parts().stream().map(Object::toString).toList())));
    }

    /** A stage of an acquisition ended. */
    public void stage(String stage, Acquisition acquisition, Map<String, Object> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("acquisition", acquisition.id());
        ledger.append(new LedgerEntry(
                StageRunner.MACHINE,
                "STAGE_" + stage.toUpperCase(Locale.ROOT).replace('-', '_'),
                act(stage),
                subjects(acquisition),
                all));
    }

    private static ProcessingAct act(String stage) {
        return switch (stage) {
            case "intake", "extraction", "media-store", "perceptual" -> ProcessingAct.COLLECTION;
            case "matching" -> ProcessingAct.COMBINATION;
            case "triage" -> ProcessingAct.ALTERATION;
            default -> ProcessingAct.CONSULTATION;
        };
    }

    private static List<String> subjects(Acquisition acquisition) {
        return List.of("case:" + acquisition.caseReference(), "exhibit:" + acquisition.exhibitReference());
    }
}
