{{/* What the names of all objects begin with: the release's name, with the chart's unless it holds it already. */}}
{{- define "mainstay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The name of a component's objects. Call with (dict "root" $ "component" "backend"), as the next two. */}}
{{- define "mainstay.name" -}}
{{- printf "%s-%s" (include "mainstay.fullname" .root) .component -}}
{{- end -}}

{{/* What selects a component's pods. It never changes, because the selectors of workloads may not. */}}
{{- define "mainstay.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "mainstay.labels" -}}
{{ include "mainstay.selector" . }}
app.kubernetes.io/part-of: mainstay
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The labels of pods: without the chart's version, so that a new chart alone restarts no store. */}}
{{- define "mainstay.podLabels" -}}
{{ include "mainstay.selector" . }}
app.kubernetes.io/part-of: mainstay
{{- end -}}

{{/* An image: the digest decides when there is one. Call with (dict "image" .Values.x.image "tag" "default"). */}}
{{- define "mainstay.image" -}}
{{- $tag := .image.tag | default .tag -}}
{{- if .image.digest -}}
{{- printf "%s:%s@%s" .image.repository $tag .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository $tag -}}
{{- end -}}
{{- end -}}

{{/*
What every pod has. Call with (dict "root" $ "component" "x" "user" 10001 "group" 10001). The Pod Security Standard
"restricted" asks for most of it.
*/}}
{{- define "mainstay.pod" -}}
serviceAccountName: {{ include "mainstay.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user }}
  runAsGroup: {{ .group }}
  fsGroup: {{ .user }}
  # PostgreSQL refuses a data directory that a recursive change has opened to its group.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.scheduling.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The same of every container. */}}
{{- define "mainstay.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "mainstay.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "mainstay.name" . }}
  labels: {{- include "mainstay.labels" . | nindent 4 }}
# Nobody here talks to the cluster's API.
automountServiceAccountToken: false
{{- end -}}

{{/* A volume claim of a bundled store. Call with the store's values. */}}
{{- define "mainstay.volumeClaim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .storage }}
{{- end -}}

{{/* "true" where no cluster can be asked: a release of Kubernetes that this chart accepts serves no apps/v1beta1. */}}
{{- define "mainstay.offline" -}}
{{- if .Capabilities.APIVersions.Has "apps/v1beta1" -}}true{{- end -}}
{{- end -}}

{{/*
An object of the cluster as JSON, empty when there is none or no cluster can be asked; some renderers would try to all the same.
Call with (dict "root" $ "kind" "Secret" "name" "x").
*/}}
{{- define "mainstay.found" -}}
{{- if include "mainstay.offline" .root -}}{}{{- else -}}
{{- lookup "v1" .kind .root.Release.Namespace .name | default dict | toJson -}}
{{- end -}}
{{- end -}}

{{/*
What is drawn once and kept: what the Secret in the cluster holds, else something new. In Base64. Call with
(dict "root" $ "secret" "name" "key" "password" "value" "a value that was just drawn" "volume" "claim" "existing"
"the value that takes its place").
*/}}
{{- define "mainstay.kept" -}}
{{- $secret := include "mainstay.found" (dict "root" .root "kind" "Secret" "name" .secret) | fromJson -}}
{{- $data := get $secret "data" | default dict -}}
{{- if hasKey $data .key -}}
{{- get $data .key -}}
{{- else -}}
{{- if and (include "mainstay.offline" .root) (not .root.Values.allowThrowawayPasswords) -}}
{{- fail (printf "%s is required here: passwords are drawn at the first installation and kept in the cluster, and no cluster can be asked (helm template, Argo CD, --dry-run=client), so each rendering would draw others. Create the Secret yourself and name it; to merely look at the result, set allowThrowawayPasswords." .existing) -}}
{{- end -}}
{{- if and (not $secret) .volume (include "mainstay.found" (dict "root" .root "kind" "PersistentVolumeClaim" "name" .volume) | fromJson) -}}
{{- fail (printf "The volume claim %s exists, but not the Secret %s with the password that its data were made with. Create the Secret again, or delete the claim and its data." .volume .secret) -}}
{{- end -}}
{{- .value | b64enc -}}
{{- end -}}
{{- end -}}

{{/* A store's Secret: the one that was named, or the one that this chart keeps for a bundled store. */}}
{{- define "mainstay.secretName" -}}
{{- $store := index .root.Values .component -}}
{{- $store.existingSecret | default (include "mainstay.name" .) -}}
{{- end -}}

{{/* Changes when the content of Secrets changes that were named, as far as the cluster can be asked for it. */}}
{{- define "mainstay.secretsChecksum" -}}
{{- $seen := list .Values.backend.secretsRevision -}}
{{- range list .Values.neo4j.existingSecret .Values.elasticsearch.existingSecret .Values.keycloak.existingSecret .Values.backend.existingSecret .Values.backend.trustStore.existingSecret -}}
{{- if . -}}
{{- $secret := include "mainstay.found" (dict "root" $ "kind" "Secret" "name" .) | fromJson -}}
{{- $seen = concat $seen (list . (get $secret "data" | default dict)) -}}
{{- end -}}
{{- end -}}
{{- $seen | toJson | sha256sum -}}
{{- end -}}

{{- define "mainstay.neo4j.uri" -}}
{{- if .Values.neo4j.bundled -}}
{{- printf "bolt://%s:7687" (include "mainstay.name" (dict "root" . "component" "neo4j")) -}}
{{- else -}}
{{- .Values.neo4j.uri -}}
{{- end -}}
{{- end -}}

{{/* What is given, or so many tenths of a memory limit less what is neither heap nor page cache. Call with (dict "given" "limit" "tenths"). */}}
{{- define "mainstay.neo4j.memory" -}}
{{- if .given -}}
{{- .given -}}
{{- else -}}
{{- $limit := kindIs "string" .limit | ternary .limit (printf "%d" (int64 .limit)) -}}
{{- $bytes := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 -}}
{{- $unit := regexFind "[A-Za-z]*$" $limit -}}
{{- $mebibytes := divf (mulf (regexFind "^[0-9.]+" $limit | float64) (get $bytes $unit | float64)) 1048576.0 -}}
{{- if lt $mebibytes 1536.0 -}}
{{- fail (printf "neo4j.resources.limits.memory is %s: Neo4j needs 1536Mi, or neo4j.heap and neo4j.pageCache." $limit) -}}
{{- end -}}
{{- printf "%dm" (divf (mulf (subf $mebibytes 768.0) .tenths) 10.0 | int) -}}
{{- end -}}
{{- end -}}

{{- define "mainstay.elasticsearch.uris" -}}
{{- if .Values.elasticsearch.bundled -}}
{{- printf "http://%s:9200" (include "mainstay.name" (dict "root" . "component" "elasticsearch")) -}}
{{- else -}}
{{- join "," .Values.elasticsearch.uris -}}
{{- end -}}
{{- end -}}

{{/* The address at which the backend reaches Keycloak. Tokens name the other one, which browsers use. */}}
{{- define "mainstay.keycloak.internalUrl" -}}
{{- if .Values.keycloak.bundled -}}
{{- printf "http://%s:8080" (include "mainstay.name" (dict "root" . "component" "keycloak")) -}}
{{- else -}}
{{- .Values.keycloak.internalUrl | default .Values.keycloak.url -}}
{{- end -}}
{{- end -}}

{{/* The address at which clients reach the API: the one that was named, else that of the Ingress, else none. */}}
{{- define "mainstay.publicUrl" -}}
{{- if .Values.backend.url -}}
{{- .Values.backend.url -}}
{{- else if .Values.ingress.enabled -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host -}}
{{- end -}}
{{- end -}}

{{/* The ports of some addresses, each once, as a JSON list. Call with (dict "urls" (list ...) "default" 7687), 0 for that of the scheme. */}}
{{- define "mainstay.ports" -}}
{{- $ports := list -}}
{{- $default := .default -}}
{{- range .urls -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" | int -}}
{{- if not $port -}}
{{- $port = $default | default (ternary 443 80 (eq $url.scheme "https")) -}}
{{- end -}}
{{- $ports = append $ports $port -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* What both modes of the image are told: where the graph is, and the options of the virtual machine. */}}
{{- define "mainstay.backend.environment" -}}
- name: MAINSTAY_NEO4J_URI
  value: {{ include "mainstay.neo4j.uri" . | quote }}
- name: MAINSTAY_NEO4J_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ include "mainstay.secretName" (dict "root" . "component" "neo4j") }}
      key: {{ .Values.neo4j.usernameKey }}
- name: MAINSTAY_NEO4J_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "mainstay.secretName" (dict "root" . "component" "neo4j") }}
      key: {{ .Values.neo4j.passwordKey }}
{{- with include "mainstay.backend.javaOptions" . }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* Without a password, which the log would show: certificates of authorities are no secret. */}}
{{- define "mainstay.backend.javaOptions" -}}
{{- $options := list -}}
{{- with .Values.backend.javaOptions -}}{{- $options = append $options . -}}{{- end -}}
{{- with .Values.backend.trustStore -}}
{{- if .existingSecret -}}
{{- $options = append $options (printf "-Djavax.net.ssl.trustStore=/etc/mainstay/trust/%s" .key) -}}
{{- end -}}
{{- end -}}
{{- join " " $options -}}
{{- end -}}

{{- /* The claim with the bytes of attachments; empty if none are taken. */ -}}
{{- define "mainstay.backend.attachments" -}}
{{- with .Values.backend.attachments -}}
{{- .existingClaim | default (ternary (printf "%s-attachments" (include "mainstay.name" (dict "root" $ "component" "backend"))) "" (ne .storage "")) -}}
{{- end -}}
{{- end -}}

{{- define "mainstay.backend.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.backend.trustStore.existingSecret }}
- name: trust
  mountPath: /etc/mainstay/trust
  readOnly: true
{{- end }}
{{- end -}}

{{- define "mainstay.backend.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- with .Values.backend.trustStore }}
{{- if .existingSecret }}
- name: trust
  secret:
    secretName: {{ .existingSecret }}
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end }}
{{- end }}
{{- end -}}
