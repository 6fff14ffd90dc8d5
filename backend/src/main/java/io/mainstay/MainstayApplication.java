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

    /**
     * @param args {@code migrate} brings the graph up to date and exits, {@code audit verify} checks the audit trail and
     *     exits, see {@link AuditVerifyCommand}; anything else serves
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MIGRATE)) {
            MigrateAndExit.run(args);
            return;
        }
        if (args.length > 1 && args[0].equals(AUDIT) && args[1].equals(VERIFY)) {
            System.exit(AuditVerifyCommand.run(System.out, args));
        }
        SpringApplication.run(MainstayApplication.class, args);
    }
}
