package org.curlew.storage.ledger;

import java.nio.file.Path;

/** The verifier in a process of its own, so that a test can bound its memory. Prints the entries and whether they are sound. */
final class VerifierProcess {

    private VerifierProcess() {}

    public static void main(String[] arguments) {
        Path export = Path.of(arguments[0]);
        LedgerVerdict verdict = LedgerVerifier.verify(export, export.resolve("certificate.pem"));
        System.out.println(verdict.entries() + " " + verdict.sound());
    }
}
