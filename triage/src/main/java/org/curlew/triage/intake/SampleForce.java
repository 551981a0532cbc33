package org.curlew.triage.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.curlew.storage.csv.CsvCell;
import org.curlew.triage.register.Times;
import org.springframework.stereotype.Service;

/**
 * An invented force with the figures of the 2019 inspection report: 624 exhibits waiting, 181 cases, 121 suspects released
 * under investigation, 12 warrants (two of high risk) and 25 referrals. It is written as a force's own spreadsheets and
 * comes in through the same import. Every name is a plant with the surname Example or Specimen.
 */
@Service
public class SampleForce {

    public static final int EXHIBITS = 624;
    public static final int CASES = 181;
    public static final int RELEASED = 121;
    public static final int WARRANTS = 12;
    public static final int REFERRALS = 25;

    /** Months before now at which the oldest exhibit came: October 2016 to the inspection of 2019. */
    private static final int OLDEST_MONTHS = 29;

    private static final List<String> NAMES = List.of(
            "Alder",
            "Bracken",
            "Campion",
            "Dogwood",
            "Elder",
            "Fennel",
            "Gorse",
            "Hazel",
            "Iris",
            "Juniper",
            "Knapweed",
            "Lavender",
            "Mallow",
            "Nettle",
            "Oxlip",
            "Poppy",
            "Quince",
            "Rowan",
            "Sorrel",
            "Tansy",
            "Valerian",
            "Willow",
            "Yarrow");

    /** Half of the children live with the suspect. */
    private static final List<String> ACCESS =
            List.of("HOUSEHOLD", "HOUSEHOLD", "HOUSEHOLD", "HOUSEHOLD", "FAMILY", "CONTACT", "WORK", "VOLUNTEERING");

    private static final List<String> AT_RISK = List.of(
            "its battery fails",
            "the account empties itself after 30 days",
            "it wipes after ten tries",
            "its disk clicks");

    private final Importer importer;
    private final Clock clock;

    public SampleForce(Importer importer, Clock clock) {
        this.importer = importer;
        this.clock = clock;
    }

    /** Loads the force as of now, if it is not there yet. */
    public ImportResult load(String actor) {
        return importer.load(files(clock.instant(), 2019), actor);
    }

    /** The force's spreadsheets as of an instant; the same instant and seed give the same bytes. */
    public static Map<ImportFile, String> files(Instant now, long seed) {
        return new Sheets(now.atZone(Times.UK).toLocalDate(), new Random(seed)).files();
    }

    private static final class Sheets {

        private final LocalDate today;
        private final Random random;
        private final StringBuilder people = new StringBuilder();
        private final StringBuilder access = new StringBuilder();
        private final StringBuilder released = new StringBuilder();
        private final StringBuilder plans = new StringBuilder();
        /** Days since each case opened. */
        private final int[] opened = new int[CASES];

        Sheets(LocalDate today, Random random) {
            this.today = today;
            this.random = random;
        }

        Map<ImportFile, String> files() {
            Map<ImportFile, String> files = new EnumMap<>(ImportFile.class);
            files.put(ImportFile.CASES, sheet(ImportFile.CASES, CASES, this::caseRow));
            files.put(ImportFile.EXHIBITS, sheet(ImportFile.EXHIBITS, EXHIBITS, this::exhibitRow));
            files.put(ImportFile.WARRANTS, sheet(ImportFile.WARRANTS, WARRANTS, this::warrantRow));
            files.put(ImportFile.REFERRALS, sheet(ImportFile.REFERRALS, REFERRALS, this::referralRow));
            files.put(ImportFile.PEOPLE, header(ImportFile.PEOPLE) + people);
            files.put(ImportFile.ACCESS, header(ImportFile.ACCESS) + access);
            files.put(ImportFile.RUI_REGISTER, header(ImportFile.RUI_REGISTER) + released);
            files.put(ImportFile.PLANS, header(ImportFile.PLANS) + plans);
            return files;
        }

        private static String header(ImportFile file) {
            return String.join(",", file.columns()) + "\n";
        }

        private static String sheet(ImportFile file, int rows, IntFunction<String> row) {
            return header(file) + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining());
        }

        private static String row(Object... fields) {
            return java.util.Arrays.stream(fields)
                            .map(f -> CsvCell.of(f == null ? "" : f.toString()))
                            .collect(Collectors.joining(","))
                    + "\n";
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private String at(int daysAgo) {
            LocalDateTime time =
                    today.minusDays(daysAgo).atTime(LocalTime.of(9 + random.nextInt(8), 5 * random.nextInt(12)));
            return time.toString();
        }

        private String date(int daysAgo) {
            return today.minusDays(daysAgo).toString();
        }

        private static String caseReference(int n) {
            return String.format("SAMPLE-%03d", n + 1);
        }

        private String name(int n, String surname) {
            return NAMES.get(n % NAMES.size()) + " " + surname + "-" + (n / NAMES.size() + 1);
        }

        private String caseRow(int n) {
            // A third of the cases is younger than three months; the oldest is as old as the report's.
            int oldest = (int) ChronoUnit.DAYS.between(today.minusMonths(OLDEST_MONTHS), today);
            opened[n] = n == 0 ? oldest : Math.max(3, (int) (Math.pow(random.nextDouble(), 1.6) * oldest));
            suspect(n);
            String offence = chance(78) ? "IIOC" : chance(60) ? "ONLINE_GROOMING" : "CHILD_CONTACT";
            return row(
                    caseReference(n),
                    offence,
                    "Operation Specimen",
                    "99/" + (100000 + n),
                    "DC Officer " + (n % 6 + 1),
                    "POLIT",
                    "DS Supervisor",
                    "yes",
                    "no",
                    "CHILD_CONTACT".equals(offence) ? "yes" : "no",
                    "PACE s.19",
                    "Is there indecent material? Who made or shared it?",
                    at(opened[n]),
                    "",
                    "");
        }

        private void suspect(int n) {
            String reference = "S-" + (n + 1);
            boolean identified = n % 30 != 29;
            Object works = chance(12) ? "yes" : chance(60) ? "no" : "";
            people.append(row(
                    reference,
                    caseReference(n),
                    "SUSPECT",
                    identified ? name(n, "Example") : "Unidentified user of account " + (n + 1),
                    identified ? date(365 * (19 + random.nextInt(45)) + random.nextInt(365)) : "",
                    identified ? "yes" : "no",
                    chance(70) ? "Invented trade" : "",
                    chance(40) ? "none" : "",
                    works,
                    "",
                    chance(30) ? "PC Contact " + (n % 4 + 1) : ""));
            boolean child = identified && n % 3 == 0;
            if (child) {
                child(n, 1, reference);
                if (n % 6 == 0 && chance(50)) {
                    child(n, 2, reference);
                }
            }
            if (identified && n % 3 == 1 && chance(40)) {
                people.append(row(
                        "V-" + (n + 1),
                        caseReference(n),
                        "VICTIM",
                        name(n, "Specimen"),
                        date(365 * (8 + random.nextInt(14))),
                        "yes",
                        "",
                        "",
                        "",
                        "yes",
                        ""));
            }
            status(n, reference, child);
        }

        private void child(int n, int which, String suspect) {
            String child = "C-" + (n + 1) + (which == 1 ? "" : "-" + which);
            people.append(row(
                    child,
                    caseReference(n),
                    "CHILD",
                    name(n + 7 * (which - 1), "Specimen"),
                    date(365 * (1 + random.nextInt(16)) + 30 + random.nextInt(300)),
                    "yes",
                    "",
                    "",
                    "",
                    "yes",
                    ""));
            String kind = ACCESS.get(random.nextInt(ACCESS.size()));
            boolean household = "HOUSEHOLD".equals(kind);
            boolean verified = chance(65);
            access.append(row(
                    suspect,
                    child,
                    kind,
                    household || chance(55) ? "yes" : "no",
                    verified ? "Home visit with children's social care" : "",
                    verified ? at(Math.max(1, opened[n] - 2)) : ""));
            if (chance(35)) {
                plans.append(row(
                        caseReference(n),
                        suspect,
                        child,
                        "Contact without supervision",
                        "No unsupervised contact; lives elsewhere",
                        "Children's social care",
                        "Home visit",
                        at(Math.max(1, opened[n] / 2)),
                        "DC Officer " + (n % 6 + 1),
                        "DS Supervisor",
                        at(Math.max(1, opened[n] / 2)),
                        today.plusDays(random.nextInt(60) - 20).toString()));
            }
        }

        private void status(int n, String suspect, boolean child) {
            boolean rui = n < RELEASED;
            int arrested = Math.max(2, opened[n] - 2);
            boolean kirat = chance(80);
            int level = random.nextInt(10);
            boolean noneFound = !child && chance(50);
            boolean reassessed = rui && chance(20);
            if (!rui && chance(20)) {
                return;
            }
            String until = today.plusDays(5 + random.nextInt(70)).atTime(16, 0).toString();
            released.append(row(
                    caseReference(n),
                    suspect,
                    rui ? "RUI" : "BAIL_WITH_CONDITIONS",
                    today.minusDays(arrested).atTime(7, 30),
                    today.minusDays(arrested).atTime(19, 15),
                    rui ? "" : until,
                    rui ? "" : "No contact with anyone under 18",
                    kirat ? (level < 1 ? "VERY_HIGH" : level < 4 ? "HIGH" : level < 8 ? "MEDIUM" : "LOW") : "",
                    kirat ? at(arrested + 1) : "",
                    kirat ? "DC Officer " + (n % 6 + 1) : "",
                    kirat ? (chance(85) ? "yes" : "no") : "",
                    child ? "FOUND" : noneFound ? "NONE_FOUND" : chance(50) ? "UNKNOWN" : "",
                    noneFound && chance(60) ? "Records of three agencies and a home visit" : "",
                    "",
                    reassessed ? at(1 + random.nextInt(Math.min(arrested, 60))) : "",
                    reassessed ? "DC Officer " + (n % 6 + 1) : "",
                    rui && chance(85) ? at(1 + random.nextInt(Math.min(arrested, 35))) : "",
                    "PC Contact " + (n % 4 + 1)));
        }

        private String exhibitRow(int n) {
            int of = n % CASES;
            String[] kinds = {"phone", "computer", "storage", "tablet", "phone", "console"};
            String kind = kinds[random.nextInt(kinds.length)];
            long capacity = (1L << random.nextInt(6)) * 32_000_000_000L;
            // Those found in a second search came later.
            int later = n / CASES == 0 ? 0 : random.nextInt(Math.max(1, opened[of] / 2));
            int seized = Math.max(1, opened[of] - 2 - later);
            boolean phone = "phone".equals(kind);
            LocalDateTime hour = today.minusDays(seized).atTime(8, 15 + n % 30);
            return row(
                    caseReference(of),
                    "EX/" + (n / CASES + 1),
                    kind,
                    "Invented make " + (n % 9 + 1),
                    "SN" + (500000 + n),
                    phone ? "00000000" + (1000000 + n) : "",
                    capacity,
                    phone && chance(50) ? "LOCKED" : "UNLOCKED",
                    "S-" + (of + 1),
                    hour,
                    hour.plusHours(4),
                    "LAB",
                    chance(20) ? AT_RISK.get(random.nextInt(AT_RISK.size())) : "",
                    "no");
        }

        private String warrantRow(int n) {
            String level = n < 2 ? "HIGH" : n < 8 ? "MEDIUM" : "LOW";
            int obtained = 2 + random.nextInt(40);
            return row(
                    "W-" + (n + 1),
                    caseReference(CASES - 1 - n),
                    level,
                    at(obtained),
                    today.minusDays(obtained).plusMonths(3).atTime(23, 59),
                    "",
                    "");
        }

        private String referralRow(int n) {
            int received = random.nextInt(12);
            boolean assessed = received > 3 && chance(60);
            return row(
                    "NCA-SAMPLE-" + (n + 1),
                    "NCA/CEOP",
                    at(received + 1),
                    at(received + 40),
                    at(received + 20),
                    "Apparent distribution",
                    n == 3 ? "yes" : "no",
                    assessed ? at(received) : "",
                    assessed ? "MEDIUM" : "",
                    "");
        }
    }
}
