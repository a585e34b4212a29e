import { parse, Type } from 'protobufjs';

// Field numbers as in the generated.proto files of k8s.io/api and k8s.io/apimachinery.
/** The messages of the kinds that are built in, and of what they consist of. */
export const messages = parse(
  `
  syntax = "proto2";
  message TypeMeta { optional string apiVersion = 1; optional string kind = 2; }
  message Unknown {
    optional TypeMeta typeMeta = 1; optional bytes raw = 2;
    optional string contentEncoding = 3; optional string contentType = 4;
  }
  message Time { optional int64 seconds = 1; optional int32 nanos = 2; }
  message MicroTime { optional int64 seconds = 1; optional int32 nanos = 2; }
  message FieldsV1 { optional bytes Raw = 1; }
  message ManagedFieldsEntry {
    optional string manager = 1; optional string operation = 2; optional string apiVersion = 3;
    optional Time time = 4; optional string fieldsType = 6; optional FieldsV1 fieldsV1 = 7;
    optional string subresource = 8;
  }
  message OwnerReference {
    optional string kind = 1; optional string name = 3; optional string uid = 4;
    optional string apiVersion = 5; optional bool controller = 6; optional bool blockOwnerDeletion = 7;
  }
  message ObjectMeta {
    optional string name = 1; optional string generateName = 2; optional string namespace = 3;
    optional string selfLink = 4; optional string uid = 5; optional string resourceVersion = 6;
    optional int64 generation = 7; optional Time creationTimestamp = 8; optional Time deletionTimestamp = 9;
    optional int64 deletionGracePeriodSeconds = 10; map<string, string> labels = 11;
    map<string, string> annotations = 12; repeated OwnerReference ownerReferences = 13;
    repeated string finalizers = 14; repeated ManagedFieldsEntry managedFields = 17;
  }
  message Preconditions { optional string uid = 1; optional string resourceVersion = 2; }
  message DeleteOptions {
    optional int64 gracePeriodSeconds = 1; optional Preconditions preconditions = 2;
    optional bool orphanDependents = 3; optional string propagationPolicy = 4; repeated string dryRun = 5;
  }
  message Namespace {
    optional ObjectMeta metadata = 1; optional NamespaceSpec spec = 2; optional NamespaceStatus status = 3;
  }
  message NamespaceSpec { repeated string finalizers = 1; }
  message NamespaceStatus { optional string phase = 1; repeated NamespaceCondition conditions = 2; }
  message NamespaceCondition {
    optional string type = 1; optional string status = 2; optional Time lastTransitionTime = 4;
    optional string reason = 5; optional string message = 6;
  }
  message Secret {
    optional ObjectMeta metadata = 1; map<string, bytes> data = 2; optional string type = 3;
    map<string, string> stringData = 4; optional bool immutable = 5;
  }
  message ConfigMap {
    optional ObjectMeta metadata = 1; map<string, string> data = 2; map<string, bytes> binaryData = 3;
    optional bool immutable = 4;
  }
  message ObjectReference {
    optional string kind = 1; optional string namespace = 2; optional string name = 3; optional string uid = 4;
    optional string apiVersion = 5; optional string resourceVersion = 6; optional string fieldPath = 7;
  }
  message EventSource { optional string component = 1; optional string host = 2; }
  message EventSeries { optional int32 count = 1; optional MicroTime lastObservedTime = 2; }
  message Event {
    optional ObjectMeta metadata = 1; optional ObjectReference involvedObject = 2; optional string reason = 3;
    optional string message = 4; optional EventSource source = 5; optional Time firstTimestamp = 6;
    optional Time lastTimestamp = 7; optional int32 count = 8; optional string type = 9;
    optional MicroTime eventTime = 10; optional EventSeries series = 11; optional string action = 12;
    optional ObjectReference related = 13; optional string reportingComponent = 14;
    optional string reportingInstance = 15;
  }
  message NewEvent {
    optional ObjectMeta metadata = 1; optional MicroTime eventTime = 2; optional EventSeries series = 3;
    optional string reportingController = 4; optional string reportingInstance = 5; optional string action = 6;
    optional string reason = 7; optional ObjectReference regarding = 8; optional ObjectReference related = 9;
    optional string note = 10; optional string type = 11; optional EventSource deprecatedSource = 12;
    optional Time deprecatedFirstTimestamp = 13; optional Time deprecatedLastTimestamp = 14;
    optional int32 deprecatedCount = 15;
  }
  message Lease { optional ObjectMeta metadata = 1; optional LeaseSpec spec = 2; }
  message LeaseSpec {
    optional string holderIdentity = 1; optional int32 leaseDurationSeconds = 2;
    optional MicroTime acquireTime = 3; optional MicroTime renewTime = 4; optional int32 leaseTransitions = 5;
    optional string strategy = 6; optional string preferredHolder = 7;
  }
  message ExtraValue { repeated string items = 1; }
  message UserInfo {
    optional string username = 1; optional string uid = 2; repeated string groups = 3;
    map<string, ExtraValue> extra = 4;
  }
  message Requirement { optional string key = 1; optional string operator = 2; repeated string values = 3; }
  message SelectorAttributes { optional string rawSelector = 1; repeated Requirement requirements = 2; }
  message ResourceAttributes {
    optional string namespace = 1; optional string verb = 2; optional string group = 3; optional string version = 4;
    optional string resource = 5; optional string subresource = 6; optional string name = 7;
    optional SelectorAttributes fieldSelector = 8; optional SelectorAttributes labelSelector = 9;
  }
  message NonResourceAttributes { optional string path = 1; optional string verb = 2; }
  message AccessReviewSpec {
    optional ResourceAttributes resourceAttributes = 1; optional NonResourceAttributes nonResourceAttributes = 2;
    optional string user = 3; repeated string groups = 4; map<string, ExtraValue> extra = 5; optional string uid = 6;
  }
  message SelfSubjectAccessReview { optional ObjectMeta metadata = 1; optional AccessReviewSpec spec = 2; }
  message SubjectAccessReview { optional ObjectMeta metadata = 1; optional AccessReviewSpec spec = 2; }
  message LocalSubjectAccessReview { optional ObjectMeta metadata = 1; optional AccessReviewSpec spec = 2; }
  message RulesReviewSpec { optional string namespace = 1; }
  message SelfSubjectRulesReview { optional ObjectMeta metadata = 1; optional RulesReviewSpec spec = 2; }
  message SelfSubjectReview { optional ObjectMeta metadata = 1; }
  message ScaleSpec { optional int32 replicas = 1; }
  message ScaleStatus { optional int32 replicas = 1; optional string selector = 2; }
  message Scale {
    optional ObjectMeta metadata = 1; optional ScaleSpec spec = 2; optional ScaleStatus status = 3;
  }
  message TokenReviewSpec { optional string token = 1; repeated string audiences = 2; }
  message TokenReview { optional ObjectMeta metadata = 1; optional TokenReviewSpec spec = 2; }
  `,
  { keepCase: true },
).root;

/** The message of a kind; undefined for kinds that are not known in protobuf. */
export function messageOf(apiVersion: string, kind: string): Type | undefined {
  const isNewEvent = kind === 'Event' && apiVersion === 'events.k8s.io/v1';
  const type = messages.get(isNewEvent ? 'NewEvent' : kind);
  return type instanceof Type ? type : undefined;
}
