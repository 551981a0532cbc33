package org.curlew.triage.referrals;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.curlew.triage.referrals.ReferralReport.Account;
import org.curlew.triage.referrals.ReferralReport.AddressEvent;
import org.curlew.triage.referrals.ReferralReport.Digest;
import org.curlew.triage.referrals.ReferralReport.ReportedFile;
import org.curlew.triage.referrals.Referrals.Referral;

/**
 * Understands CyberTip-style reports, XML or JSON. Only the type and the time of the incident are mandatory in the interface
 * providers use, and even these are missing in practice: what is absent is a gap that is told, never an error. The time of
 * the incident is taken for that of detection, since providers mostly mean it so.
 */
public final class Reports {

    private Reports() {}

    /** A referral with what its report tells. */
    public record Read(Referral referral, ReferralReport report) {}

    /**
     * The reports of a file.
     *
     * @param source NCA/CEOP, another force…
     * @param receivedAt taken where a report does not tell when it was received
     * @param sha256 digest of the bytes
     * @throws ReferralException where the file cannot be read, or a report has no number
     */
    public static List<Read> read(String name, byte[] bytes, String source, Instant receivedAt, String sha256) {
        List<Read> all = new ArrayList<>();
        List<ReportNode> nodes = ReportReader.read(name, bytes);
        for (ReportNode node : nodes) {
            all.add(one(name + ", report " + (all.size() + 1), node, source, receivedAt, sha256));
        }
        if (all.isEmpty()) {
            throw new ReferralException(name + " holds no report: export it again");
        }
        return all;
    }

    private static Read one(String where, ReportNode node, String source, Instant importedAt, String sha256) {
        String reference = node.first(
                "reportId", "reportNumber", "cyberTipReportNumber", "cyberTipId", "referralReference", "reference");
        if (reference == null) {
            throw new ReferralException(where + ", field 'reportId': is missing; a referral is known by its number");
        }
        List<String> gaps = new ArrayList<>();
        List<Account> accounts = accounts(node);
        List<AddressEvent> addresses = addresses(node, gaps);
        List<ReportedFile> files = files(node);
        String incident = node.first("incidentDateTime", "dateTimeOfIncident", "incidentTime");
        String event = node.first("eventDateTime", "offenceDateTime", "offenseDateTime");
        String received = node.first("receivedDateTime", "dateReceived", "receivedDate", "reportReceived", "received");
        Instant receivedAt = time(received, "received", gaps);
        String type = node.first("incidentType", "typeOfIncident");
        if (type == null) {
            gaps.add("the type of the incident is not told");
        }
        if (accounts.isEmpty()) {
            gaps.add("no account is told");
        }
        Referral referral = new Referral(
                source,
                reference,
                null,
                receivedAt == null ? importedAt : receivedAt,
                event == null ? null : time(event, "event", gaps),
                time(incident, "incident", gaps),
                original("incident", incident, "event", event, "received", received),
                type,
                flagged(node.first("escalateToHighPriority", "highPriority", "priority")),
                accounts.isEmpty() ? null : words(accounts.getFirst()),
                files.size(),
                null,
                null,
                null,
                null);
        ReferralReport report = new ReferralReport(
                reference,
                node.first("espName", "reportingEsp", "companyName"),
                accounts,
                addresses,
                files,
                gaps,
                sha256);
        return new Read(referral, report);
    }

    private static String original(String... pairs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(pairs[i])
                        .append(": ")
                        .append(pairs[i + 1]);
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** An escalation is a reason in free words; only a plain no is none. */
    private static boolean flagged(String text) {
        return text != null && !text.matches("(?i)false|no|0|none|normal|low|routine|standard");
    }

    private static List<Account> accounts(ReportNode node) {
        return node.all("personOrUserReported", "reportedPerson", "suspect", "userReported").stream()
                .map(a -> new Account(
                        a.first("espService", "espName"),
                        a.first("espIdentifier", "espUserId", "userId"),
                        a.first("screenName", "userName", "username"),
                        a.first("displayName"),
                        a.first("email", "emailAddress"),
                        a.first("profileUrl", "profile")))
                .filter(a -> Stream.of(a.identifier(), a.screenName(), a.displayName(), a.email(), a.profile())
                        .anyMatch(Objects::nonNull))
                .toList();
    }

    private static String words(Account account) {
        return Stream.of(account.screenName(), account.email(), account.identifier(), account.displayName())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(account.profile());
    }

    private static List<AddressEvent> addresses(ReportNode node, List<String> gaps) {
        return node.all("ipCaptureEvent", "ipEvent", "sourceInformation").stream()
                .filter(e -> e.first("ipAddress", "ip") != null)
                .map(e -> {
                    String at = e.first("dateTime", "timestamp", "eventDateTime");
                    return new AddressEvent(
                            e.first("ipAddress", "ip"),
                            e.first("eventName", "event"),
                            at,
                            at == null ? null : time(at, "address " + e.first("ipAddress", "ip"), gaps));
                })
                .toList();
    }

    private static List<ReportedFile> files(ReportNode node) {
        return node.all("fileDetails", "fileDetail", "uploadedFile", "file").stream()
                .map(f -> {
                    String viewed = f.first("fileViewedByEsp", "viewedByEsp");
                    return new ReportedFile(
                            f.first("originalFileName", "fileName", "name"),
                            digests(f),
                            viewed == null ? null : viewed.matches("(?i)true|yes|1"));
                })
                .toList();
    }

    private static List<Digest> digests(ReportNode file) {
        List<Digest> digests = new ArrayList<>();
        for (ReportNode hash :
                file.all("originalFileHash", "fileHash", "hash", "hashValue", "originalBinaryHashOfFile")) {
            String value = hash.text() == null ? hash.first("value", "hashValue") : hash.text();
            String kind = hash.first("hashType", "type", "algorithm");
            if (value != null) {
                digests.add(new Digest(kind == null ? "not told" : kind, value));
            }
        }
        for (String kind : List.of("md5", "sha1", "sha256", "photoDna", "pdq")) {
            file.all(kind).stream()
                    .map(ReportNode::text)
                    .filter(Objects::nonNull)
                    .forEach(value -> digests.add(new Digest(kind, value)));
        }
        return digests;
    }

    /** The instant where the text tells its zone; else null and a gap: guessing a zone moves an address to someone else. */
    private static Instant time(String text, String what, List<String> gaps) {
        if (text == null) {
            gaps.add("the time '" + what + "' is not told");
            return null;
        }
        String plain =
                text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T").replaceFirst(" ?UTC$", "Z");
        for (DateTimeFormatter format :
                List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME)) {
            try {
                return OffsetDateTime.parse(plain, format).toInstant();
            } catch (DateTimeException e) {
                // another way of writing is tried; what none can read becomes a gap below
            }
        }
        try {
            return ZonedDateTime.parse(plain).toInstant();
        } catch (DateTimeException e) {
            gaps.add("the time '" + what + "' is '" + text + "', which tells no zone or is not understood");
            return null;
        }
    }
}
