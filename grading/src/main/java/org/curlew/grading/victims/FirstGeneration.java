package org.curlew.grading.victims;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.grading.media.Camera;
import org.curlew.grading.sessions.GradingException;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Versioned;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Says why a content may have been made by a device of the suspect. Every reason is a hint and is worded as one: EXIF can be copied or
 * forged, and a file name proves nothing.
 */
@Service
public class FirstGeneration {

    /** Letters, digits and an ending, as cameras and phones name files: {@code IMG_0412.JPG}. */
    private static final Pattern NUMBERED = Pattern.compile("(?i)([^/]*?)(\\d{3,8})(\\.[a-z0-9]{2,5})$");

    private static final int NEIGHBOURS = 5;

    private final JdbcClient jdbc;
    private final Snapshots snapshots;

    public FirstGeneration(JdbcClient jdbc, Snapshots snapshots) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
    }

    private record Spot(long exhibitId, String exhibit, String folder, String name) {}

    /** The hints, the strongest first; empty where there is none. Never a certainty. */
    public List<String> hints(long caseId, String sha256) {
        Camera taken = jdbc.sql("""
                        select camera_make as make, camera_model as model, camera_serial as serial, camera_taken as taken
                        from content where sha256 = decode(?, 'hex')
                        """)
                .param(sha256)
                .query(Camera.class)
                .optional()
                .orElseThrow(() -> new GradingException("Media " + sha256 + " is not known: check its SHA-256."));
        List<String> hints = new ArrayList<>(devices(caseId).reasons(taken));
        sameSerial(caseId, sha256, taken, hints);
        for (Spot spot : spots(caseId, sha256)) {
            sequence(spot, hints);
        }
        return hints;
    }

    /** What the register knows of the suspects' devices in the case of the exhibit. */
    public SuspectDevices devicesBeside(long exhibitId) {
        return devices(caseOf(exhibitId));
    }

    long caseOf(long exhibitId) {
        return jdbc.sql("select case_id from exhibit where id = ?")
                .param(exhibitId)
                .query(Long.class)
                .single();
    }

    /** What the register knows of the suspects' devices in the case. */
    public SuspectDevices devices(long caseId) {
        List<ExhibitDetails> details =
                snapshots
                        .load(Snapshots.kinds(ExhibitDetails.class), List.of(caseId), null)
                        .all(ExhibitDetails.class)
                        .stream()
                        .map(Versioned::entry)
                        .filter(device -> !device.complainants())
                        .toList();
        Map<Long, String> references = references(caseId);
        return new SuspectDevices(details.stream()
                .map(device ->
                        new SuspectDevices.Device(references.get(device.exhibitId()), device.make(), device.serial()))
                .toList());
    }

    private Map<Long, String> references(long caseId) {
        Map<Long, String> references = new HashMap<>();
        jdbc.sql("select id, reference from exhibit where case_id = ?")
                .param(caseId)
                .query(row -> {
                    references.put(row.getLong("id"), row.getString("reference"));
                });
        return references;
    }

    private void sameSerial(long caseId, String sha256, Camera taken, List<String> hints) {
        if (taken.serial().isEmpty()) {
            return;
        }
        long others = jdbc.sql("""
                        select count(distinct c.sha256) from content c join occurrence o on o.sha256 = c.sha256
                        join exhibit e on e.id = o.exhibit_id
                        where e.case_id = ? and c.camera_serial = ? and c.sha256 <> decode(?, 'hex')
                        """)
                .params(caseId, taken.serial(), sha256)
                .query(Long.class)
                .single();
        if (others > 0) {
            hints.add(others + " other media of the case name the same camera serial number " + taken.serial() + ".");
        }
    }

    private List<Spot> spots(long caseId, String sha256) {
        return jdbc.sql("""
                        select distinct e.id as exhibit_id, e.reference as exhibit,
                               regexp_replace(o.path, '[^/]*$', '') as folder,
                               regexp_replace(o.path, '^.*/', '') as name
                        from occurrence o join exhibit e on e.id = o.exhibit_id
                        where e.case_id = ? and o.sha256 = decode(?, 'hex') and o.container = '' limit 20
                        """).params(caseId, sha256).query(Spot.class).list();
    }

    /** A run of consecutive numbers in one folder: one camera or phone wrote it there. */
    private void sequence(Spot spot, List<String> hints) {
        Matcher numbered = NUMBERED.matcher(spot.name());
        if (!numbered.find()) {
            return;
        }
        String digits = numbered.group(2);
        long number = Long.parseLong(digits);
        List<String> neighbours = new ArrayList<>();
        for (long n = Math.max(0, number - NEIGHBOURS); n <= number + NEIGHBOURS; n++) {
            if (n != number) {
                neighbours.add(spot.folder()
                        + numbered.group(1)
                        + String.format(Locale.ROOT, "%0" + digits.length() + "d", n)
                        + numbered.group(3));
            }
        }
        long there = jdbc.sql("select count(distinct path) from occurrence where exhibit_id = ? and path = any(?)")
                .params(spot.exhibitId(), neighbours.toArray(String[]::new))
                .query(Long.class)
                .single();
        if (there >= 2) {
            hints.add("Its file name stands in a run of numbers in " + spot.folder() + " of exhibit " + spot.exhibit()
                    + " (" + there + " of the " + neighbours.size() + " names around it are there): a hint only.");
        }
    }
}
