#!/bin/sh
# Draws the passwords of the trial into the folder secrets beside this file. What is there already stays, because the stores
# keep the passwords that they were made with.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

password() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

keep() {
  if [ -e "secrets/$1.env" ]; then
    cat > /dev/null
  else
    cat > "secrets/$1.env"
  fi
}

keep backend << END
secrets-keys=trial:$(head -c 32 /dev/urandom | base64)
END
keep neo4j << END
username=neo4j
password=$(password)
END
keep elasticsearch << END
username=elastic
password=$(password)
END
keep postgresql << END
username=keycloak
password=$(password)
END
keep keycloak << END
admin-password=$(password)
administrator-password=$(password)
client-secret=$(password)
integration-secret=$(password)
END
