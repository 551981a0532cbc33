package org.curlew.pipeline.web.administration;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.curlew.grading.caid.CaidException;
import org.curlew.pipeline.security.OwnCertificate;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.victims.BundleKey;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackRotation;
import org.curlew.triage.register.RegisterException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The force's keys as people may know them: name, age, where they lie and what they open; never what they hold. */
@Service
@ConditionalOnWebApplication
class KeysDesk {

    /** Renewing a certificate needs an authority and a change window. */
    private static final Duration SOON = Duration.ofDays(60);

    private final PackKeys packKeys;
    private final PackRotation rotation;
    private final LedgerSigner ledger;
    private final BundleKey bundles;
    private final ObjectProvider<OwnCertificate> own;
    private final String forces;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ReentrantLock rotating = new ReentrantLock();

    KeysDesk(
            PackKeys packKeys,
            PackRotation rotation,
            LedgerSigner ledger,
            BundleKey bundles,
            ObjectProvider<OwnCertificate> own,
            @Value("${server.ssl.key-store:}") String forces,
            JdbcClient jdbc,
            Clock clock) {
        this.packKeys = packKeys;
        this.rotation = rotation;
        this.ledger = ledger;
        this.bundles = bundles;
        this.own = own;
        this.forces = forces;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A key that wraps the packs' own keys, and how many packs it opens now. */
    record PackKey(PackKeys.Known key, long packs) {}

    /**
     * A key with a certificate.
     *
     * @param place where key and certificate lie; for people
     * @param subject null where there is no certificate to be shown, and then {@code note} says why
     * @param fingerprint SHA-256, upper-case hex pairs with colons
     * @param ends when it may no longer sign
     * @param soon whether that is past or within 60 days
     */
    record Signing(
            String what,
            String place,
            String subject,
            String fingerprint,
            Instant since,
            Instant ends,
            boolean soon,
            String note) {}

    /** The newest first. */
    List<PackKey> packKeys() {
        Map<String, Long> packs = jdbc
                .sql("select key_id, count(*) as packs from pack group by key_id")
                .query((row, n) -> Map.entry(row.getString("key_id"), row.getLong("packs")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return packKeys.known().stream()
                .map(k -> new PackKey(k, packs.getOrDefault(k.id(), 0L)))
                .toList();
    }

    List<Signing> signing() {
        List<Signing> all = new ArrayList<>();
        all.add(of("The ledger's checkpoints", "keys/ledger-signing.p12 in the data folder", ledger.certificate()));
        all.add(bundle());
        OwnCertificate pages = own.getIfAvailable();
        if (!forces.isBlank()) {
            all.add(none("Pages (TLS)", forces, "The force's own certificate; ask the browser for it."));
        } else if (pages == null) {
            all.add(none("Pages (TLS)", "", "Off: pages are served to this machine only (curlew.web.tls)."));
        } else {
            all.add(of("Pages (TLS)", "keys/pages.p12 in the data folder", pages.certificate()));
        }
        return all;
    }

    /** The ledger's certificate in PEM, which experts check checkpoints with. */
    X509Certificate ledgerCertificate() {
        return ledger.certificate();
    }

    /**
     * Makes a new pack key and wraps every pack's key with it; what broke off is gone on with by the next call.
     *
     * @return how many packs were wrapped anew
     * @throws RegisterException where a rotation runs already
     */
    long rotate(Viewer viewer) {
        if (!rotating.tryLock()) {
            throw new RegisterException("A rotation of the pack keys runs already: open the page again in a minute");
        }
        try {
            return rotation.rotate(viewer.name());
        } finally {
            rotating.unlock();
        }
    }

    private Signing bundle() {
        String what = "Bundles for CAID";
        if (!bundles.configured()) {
            return none(what, "", "None is configured (curlew.signing.bundle-key).");
        }
        try {
            return of(
                    what,
                    "curlew.signing.bundle-key" + (bundles.stamped() ? ", each signature stamped by an authority" : ""),
                    bundles.signer().certificate());
        } catch (CaidException e) {
            return none(what, "curlew.signing.bundle-key", e.getMessage());
        }
    }

    private Signing of(String what, String place, X509Certificate certificate) {
        Instant ends = certificate.getNotAfter().toInstant();
        return new Signing(
                what,
                place,
                certificate.getSubjectX500Principal().getName(),
                OwnCertificate.fingerprint(certificate),
                certificate.getNotBefore().toInstant(),
                ends,
                ends.isBefore(clock.instant().plus(SOON)),
                "");
    }

    private static Signing none(String what, String place, String note) {
        return new Signing(what, place, null, null, null, null, false, note);
    }
}
