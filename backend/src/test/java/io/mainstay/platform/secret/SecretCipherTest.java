// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretCipherTest {

    private static final String OLD = "old:" + key(1);
    private static final String NEW = "new:" + key(2);
    private static final String PLACE = "ci-1/managementPassword";

    private final SecretCipher box = box(OLD);

    @Test
    void shouldDecryptWhatItEncrypted() {
        String ciphertext = box.encrypt("Grüße, 数据库", PLACE);

        assertThat(ciphertext).startsWith("v2:old:").doesNotContain("Grüße");
        assertThat(box.decrypt(ciphertext, PLACE)).isEqualTo("Grüße, 数据库");
        assertThat(SecretCipher.encryptionOf(ciphertext)).isEqualTo("v2:old");
    }

    @Test
    void shouldNeverUseANonceTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(box.encrypt("same", PLACE).substring("v2:old:".length(), "v2:old:".length() + 16));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void shouldNoticeEachBitThatWasAltered() {
        String ciphertext = box.encrypt("secret", PLACE);
        byte[] bytes = Base64.getDecoder().decode(ciphertext.substring("v2:old:".length()));

        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String forged = "v2:old:" + Base64.getEncoder().encodeToString(altered);
            assertThatExceptionOfType(UnreadableSecretException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> box.decrypt(forged, PLACE))
                    .withMessageContaining("altered");
        }
    }

    @Test
    void shouldNotOpenElsewhere() {
        String ciphertext = box.encrypt("secret", PLACE);

        for (String place : List.of("ci-2/managementPassword", "ci-1/serviceAccountPassword", "")) {
            assertThatExceptionOfType(UnreadableSecretException.class).isThrownBy(() -> box.decrypt(ciphertext, place));
        }
    }

    @Test
    void shouldDecryptWithEarlierKeysAndEncryptWithTheFirst() {
        String ciphertext = box.encrypt("secret", PLACE);
        SecretCipher rotated = box(NEW, OLD);

        assertThat(rotated.decrypt(ciphertext, PLACE)).isEqualTo("secret");
        assertThat(SecretCipher.encryptionOf(rotated.encrypt("secret", PLACE))).isEqualTo("v2:new");
        assertThatExceptionOfType(UnreadableSecretException.class)
                .isThrownBy(() -> box(NEW).decrypt(ciphertext, PLACE))
                .withMessageContaining("key old");
    }

    @Test
    void shouldDecryptWhatWasEncryptedWithTheKeyItselfAndTellItApart() throws Exception {
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(key(1)), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(PLACE.getBytes(StandardCharsets.UTF_8));
        byte[] encrypted = cipher.doFinal("secret".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[nonce.length + encrypted.length];
        System.arraycopy(encrypted, 0, bytes, nonce.length, encrypted.length);
        String former = "v1:old:" + Base64.getEncoder().encodeToString(bytes);

        assertThat(box.decrypt(former, PLACE)).isEqualTo("secret");
        assertThat(SecretCipher.encryptionOf(former)).isEqualTo("old").isNotIn(box.currentEncryption());
        assertThatExceptionOfType(UnreadableSecretException.class)
                .as("in the form of now")
                .isThrownBy(() -> box.decrypt(former.replace("v1:", "v2:"), PLACE));
    }

    @Test
    void shouldFingerprintWithAnotherKeyThanItEncryptsWith() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key(1)), "HmacSHA256"));
        String underTheKeyItself =
                Base64.getEncoder().encodeToString(mac.doFinal("secret".getBytes(StandardCharsets.UTF_8)));

        assertThat(box.fingerprint("secret")).isNotEqualTo(underTheKeyItself);
    }

    @Test
    void shouldRefuseWhatWasNeverEncrypted() {
        for (String text : List.of("", "secret", "v2:old:", "v1:old:AAAA", "v3:old:AAAA", "v2:old:%%%")) {
            assertThatExceptionOfType(UnreadableSecretException.class).isThrownBy(() -> box.decrypt(text, PLACE));
        }
    }

    @Test
    void shouldEncryptNothingWithoutAKey() {
        SecretCipher none = box();

        assertThat(none.currentKeyId()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> none.encrypt("secret", PLACE));
        assertThatIllegalStateException().isThrownBy(() -> none.fingerprint("secret"));
    }

    @Test
    void shouldFingerprintEqualValuesEquallyUnderOneKeyOnly() {
        assertThat(box.fingerprint("secret"))
                .isEqualTo(box.fingerprint("secret"))
                .isNotEqualTo(box.fingerprint("Secret"))
                .isNotEqualTo(box(NEW).fingerprint("secret"));
    }

    @Test
    void shouldRefuseKeysThatAreNoneWithoutShowingThem() {
        for (String entry : List.of(key(1), "id:" + key(1) + "AA", "id:c2hvcnQ=", "a b:" + key(1), "id:")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> box(entry))
                    .withMessageContaining("mainstay.secrets.keys")
                    .withMessageNotContaining(key(1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> box(OLD, OLD)).withMessageContaining("twice");
        assertThat(new SecretProperties(List.of(OLD, " ")).toString()).isEqualTo("SecretProperties[1 keys]");
    }

    private static SecretCipher box(String... keys) {
        return SecretCipher.of(List.of(keys));
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
