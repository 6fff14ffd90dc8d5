// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes people known as their first request does, but all in one transaction. */
public final class KnownPeople {

    private KnownPeople() {}

    /** Those whose tokens these are. */
    public static void enter(UnitOfWork work, Cypher cypher, String... tokens) {
        List<Map<String, Object>> rows =
                Arrays.stream(tokens).map(KnownPeople::row).toList();
        work.writeRepeatably(
                () -> cypher.statement("test/create-people").with("rows", rows).run());
    }

    private static Map<String, Object> row(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            return Map.of(
                    "id",
                    claims.getSubject(),
                    "username",
                    claims.getStringClaim("preferred_username"),
                    "displayName",
                    claims.getStringClaim("name"),
                    "clearanceLevel",
                    Confidentiality.valueOf(claims.getStringClaim("clearance")).level());
        } catch (ParseException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
