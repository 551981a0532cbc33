package org.curlew.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

    @TempDir
    Path folder;

    @Test
    void the_first_start_makes_a_certificate_that_stays_and_that_nobody_else_can_read() throws Exception {
        Path file = folder.resolve("pages.p12");
        String first = new OwnCertificate(file).fingerprint();
        assertThat(new OwnCertificate(file).fingerprint()).isEqualTo(first).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        KeyStore keys = KeyStore.getInstance(file.toFile(), OwnCertificate.STORE_PASSWORD.toCharArray());
        X509Certificate certificate = (X509Certificate) keys.getCertificate(OwnCertificate.ALIAS);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getSubjectAlternativeNames()).anyMatch(n -> n.contains("localhost"));
    }
}
