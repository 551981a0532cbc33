package org.curlew.triage.referrals;

import java.time.Instant;
import java.util.List;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Problems;

/**
 * What a provider's report tells beside the referral itself, as it was written. Times keep their text: zone conversion is a
 * known source of wrong addresses, so a time without a zone has no instant.
 *
 * @param reference the report's number, the referral's too
 * @param provider who reported it
 * @param gaps what was not there or could not be understood, each in words
 * @param sha256 digest of the file, lower-case hex
 */
public record ReferralReport(
        String reference,
        String provider,
        List<Account> accounts,
        List<AddressEvent> addresses,
        List<ReportedFile> files,
        List<String> gaps,
        String sha256)
        implements Entry {

    public ReferralReport {
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
        files = files == null ? List.of() : List.copyOf(files);
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
    }

    /** An account that was reported; every field may be null. */
    public record Account(
            String provider, String identifier, String screenName, String displayName, String email, String profile) {}

    /** Use of an address; {@code at} is null where the text tells no zone. */
    public record AddressEvent(String address, String event, String originalTime, Instant at) {}

    /** A file by its name and digests; the kind of each digest is kept as the provider names it. */
    public record ReportedFile(String name, List<Digest> digests, Boolean viewedByProvider) {}

    public record Digest(String kind, String value) {}

    @Override
    public Links links() {
        return Links.none();
    }

    @Override
    public List<Problem> problems() {
        return new Problems().required("reference", reference).list();
    }
}
