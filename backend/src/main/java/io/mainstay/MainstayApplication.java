// SPDX-License-Identifier: Apache-2.0
package io.mainstay;

import io.mainstay.audit.AuditVerifyCommand;
import io.mainstay.platform.migration.MigrateAndExit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Entry point of the Mainstay backend. */
@SpringBootApplication
public class MainstayApplication {

    private static final String MIGRATE = "migrate";
    private static final String AUDIT = "audit";
    private static final String VERIFY = "verify";
    private static final String SERVE = "serve";
    private static final int MISUSED = 2;

    /**
     * @param args {@code migrate} brings the graph up to date and exits, {@code audit verify} checks the audit trail and
     *     exits, see {@link AuditVerifyCommand}; {@code serve} or nothing but options serves
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MIGRATE)) {
            MigrateAndExit.run(args);
            return;
        }
        if (args.length > 1 && args[0].equals(AUDIT) && args[1].equals(VERIFY)) {
            System.exit(AuditVerifyCommand.run(System.out, args));
        }
        if (args.length > 0 && !args[0].equals(SERVE) && !args[0].startsWith("--")) {
            System.err.println("Unknown mode " + args[0] + ": use serve, migrate or audit verify");
            System.exit(MISUSED);
        }
        SpringApplication.run(MainstayApplication.class, args);
    }
}
