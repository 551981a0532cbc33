package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Where the force's signing key comes from: a PKCS#12 file, or a token (PKCS#11) that the key never leaves. */
public final class SigningKeys {

    private SigningKeys() {}

    /** A private key, its certificate and the provider that can use it. */
    record Pair(PrivateKey key, X509Certificate certificate, Provider provider) {}

    /**
     * Opens the first key of a PKCS#12 file.
     *
     * @throws CaidException it cannot be opened, or holds no key
     */
    public static BundleSigner file(Path pkcs12, char[] password) {
        return new BundleSigner(read(pkcs12, password));
    }

    /**
     * Opens the first key of a token.
     *
     * @param library the token's PKCS#11 library, for example {@code /usr/lib/softhsm/libsofthsm2.so}
     * @param slot index of the slot in the library's list, from 0
     * @throws CaidException the library, the slot or the PIN is wrong, or the token holds no key with a certificate
     */
    public static BundleSigner token(Path library, int slot, char[] pin) {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new CaidException("This JDK has no module jdk.crypto.cryptoki: use one that has, or a PKCS#12 key.");
        }
        String name = "Curlew-" + Integer.toUnsignedString((library + "/" + slot).hashCode(), 36);
        try {
            Provider provider = template.configure(
                    "--name = " + name + "\nlibrary = " + library + "\nslotListIndex = " + slot + "\n");
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return new BundleSigner(first(store, pin, provider, "The token in slot " + slot + " of " + library));
        } catch (IOException | GeneralSecurityException | ProviderException | InvalidParameterException e) {
            throw new CaidException(
                    "The token in slot " + slot + " of " + library + " cannot be opened: " + reason(e)
                            + "; check the library's path, the slot and the PIN.",
                    e);
        }
    }

    static Pair read(Path pkcs12, char[] password) {
        try (InputStream in = Files.newInputStream(pkcs12)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return first(store, password, new BouncyCastleProvider(), "The key file " + pkcs12);
        } catch (IOException | GeneralSecurityException e) {
            throw new CaidException(
                    "The key file " + pkcs12 + " cannot be opened: " + e.getMessage()
                            + "; check the file and its password.",
                    e);
        }
    }

    private static Pair first(KeyStore store, char[] password, Provider provider, String where)
            throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new Pair((PrivateKey) store.getKey(alias, password), certificate, provider);
            }
        }
        throw new CaidException(where + " holds no private key with a certificate: name the force's signing key.");
    }

    private static String reason(Exception e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + " (" + e.getCause().getMessage() + ")";
    }
}
