#!/usr/bin/env bash
# A cluster on this machine with Gateway API, Istio, Kuadrant, the controller and an example API.
# Needs kind, kubectl, helm and docker or podman. Versions can be chosen by the variables below.
set -euo pipefail
cd "$(dirname "$0")/../.."

cluster=${CLUSTER:-developer-portal}
gateway_api=${GATEWAY_API_VERSION:-v1.3.0}
cert_manager=${CERT_MANAGER_VERSION:-v1.18.2}
engine=${CONTAINER_ENGINE:-docker}

step() { printf '\n== %s\n' "$1"; }

step "Cluster $cluster"
kind get clusters | grep -qx "$cluster" || kind create cluster --name "$cluster"
kubectl config use-context "kind-$cluster"

step 'Gateway API'
kubectl apply --server-side -f "https://github.com/kubernetes-sigs/gateway-api/releases/download/$gateway_api/standard-install.yaml"

step 'cert-manager'
kubectl apply --server-side -f "https://github.com/cert-manager/cert-manager/releases/download/$cert_manager/cert-manager.yaml"
kubectl wait -n cert-manager deployment --all --for=condition=Available --timeout=5m

step 'Istio'
helm repo add istio https://istio-release.storage.googleapis.com/charts --force-update
helm upgrade --install istio-base istio/base -n istio-system --create-namespace --wait
helm upgrade --install istiod istio/istiod -n istio-system --wait

# Before the developer portal: the CRDs of the four kinds are Kuadrant's, and the portal's chart leaves them alone.
step 'Kuadrant'
helm repo add kuadrant https://kuadrant.io/helm-charts --force-update
helm upgrade --install kuadrant-operator kuadrant/kuadrant-operator -n kuadrant-system --create-namespace --wait
kubectl apply -f - <<'YAML'
apiVersion: kuadrant.io/v1beta1
kind: Kuadrant
metadata:
  name: kuadrant
  namespace: kuadrant-system
YAML

# Releases of Kuadrant may bring a controller of the same kinds. Two of them would undo each other's work.
other=$(kubectl get deployments -A --field-selector metadata.name=developer-portal-controller \
  -o 'jsonpath={range .items[*]}{.metadata.namespace}{"\n"}{end}' | grep -vx kuadrant-developer-portal || true)
if [ -n "$other" ]; then
  echo "Another developer-portal-controller runs in namespace $other: see docs/upgrade.md, and start this script again." >&2
  exit 1
fi

step 'developer-portal-controller'
"$engine" build -f deploy/containers/controller.Containerfile -t developer-portal-controller:local .
kind load docker-image developer-portal-controller:local --name "$cluster"
helm upgrade --install developer-portal deploy/helm/kuadrant-developer-portal \
  -n kuadrant-developer-portal --create-namespace --wait \
  --set controller.image.repository=developer-portal-controller \
  --set controller.image.tag=local --set controller.image.pullPolicy=Never

step 'Example API'
kubectl apply -f deploy/examples/gateway.yaml -f deploy/examples/toystore.yaml

cat <<EOF

Ready. For a portal on this machine against this cluster:

  kubectl create token developer-portal -n kuadrant-developer-portal --duration=24h

and in app-config.local.yaml:

  kuadrant:
    cluster:
      url: $(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
      caData: $(kubectl config view --minify --raw -o 'jsonpath={.clusters[0].cluster.certificate-authority-data}')
      token: <the token>

kind delete cluster --name $cluster removes it all.
EOF
