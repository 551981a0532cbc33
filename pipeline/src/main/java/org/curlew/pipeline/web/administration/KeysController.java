package org.curlew.pipeline.web.administration;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** What keys there are, how old they are and where they lie; the rotation of those that wrap the packs. */
@Page
@Allowed(Role.ADMINISTRATOR)
class KeysController {

    private final KeysDesk desk;

    KeysController(KeysDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/administration/keys")
    String keys(Model model) {
        List<KeysDesk.PackKey> packKeys = desk.packKeys();
        model.addAttribute("packKeys", packKeys);
        model.addAttribute(
                "current",
                packKeys.stream().filter(k -> k.key().current()).findFirst().orElseThrow());
        model.addAttribute("signing", desk.signing());
        return "administration/keys";
    }

    @PostMapping("/administration/keys/packs")
    String rotate(Viewer viewer, Model model) {
        model.addAttribute("wrapped", desk.rotate(viewer));
        return keys(model);
    }

    /** A certificate is public: the key stays where it is. */
    @GetMapping("/administration/keys/ledger-certificate")
    ResponseEntity<byte[]> certificate() throws CertificateEncodingException {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(desk.ledgerCertificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"curlew-ledger-certificate.pem\"")
                .contentType(new MediaType("application", "x-pem-file"))
                .body(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
