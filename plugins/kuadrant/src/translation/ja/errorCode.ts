export const errorCode = {
  invalidRequest: '強調表示された項目を確認してください。',
  invalidJson: 'リクエストを読み取れませんでした。',
  invalidCursor:
    'このページはもう存在しません。最初のページから表示してください。',
  revisionMissing: 'リクエストを再読み込みしてから判断してください。',
  keyInSearch:
    '検索語にキーの値が含まれています。キーの値は検索せず、このキーをローテーションしてください。',
  textNotAllowed: '使用できない文字が含まれています。',
  unauthenticated:
    'セッションの有効期限が切れました。もう一度サインインしてください。',
  notAllowed: 'この操作を行う権限がありません。',
  routeNotExposed:
    'このルートはあなたに公開されていません。プラットフォームエンジニアに公開を依頼してください。',
  namespaceNotAllowed: 'この名前空間に API プロダクトは置けません。',
  ownerNotYours: '所有者にできるのは、自分または自分のグループだけです。',
  selfReviewForbidden: '自分のリクエストは審査できません。',
  notFound: '存在しないか、閲覧する権限がありません。',
  unknownPath: 'この URL は見つかりません。',
  methodNotAllowed: 'この操作には対応していません。',
  conflict: '現在の状態では実行できません。',
  alreadyExists: '同じ名前のものがすでに存在します。',
  changedMeanwhile: 'その間に変更されました。もう一度お試しください。',
  productHasKeys:
    'このプロダクトにはキーがあります。先に削除するか、プロダクトと一緒に削除してください。',
  productNotPublished: 'この API プロダクトは公開されていません。',
  routeShared:
    'このルートには別の所有者のプロダクトがあります。両方の所有者に公開されている必要があります。',
  requestChanged: 'リクエストは、開いた後に変更されました。',
  alreadyDecided: 'ほかの人がすでに判断しました。',
  keyGone: 'このリクエストのキーはもう存在しません。',
  notApproved: 'このキーは承認されていません。',
  neverShown: '先に現在の値を表示してから、ローテーションしてください。',
  valueMissing:
    '保存されたキーの値がありません。キーをローテーションしてください。',
  noOverlap: '以前の値はもう使えません。',
  notPortalSecret:
    'この値はポータルが作成したものではないため表示できません。新しい値が必要な場合はキーをローテーションしてください。',
  overlapRunning:
    '以前の値がまだ有効です。再度ローテーションする前に停止してください。',
  alreadyRevealed:
    'このキーはすでに表示されました。新しい値が必要な場合はローテーションしてください。',
  objectChanged: '読み込んだ後に変更されました。',
  bodyTooLarge: '大きすぎるため保存できません。',
  unsupportedMediaType: 'リクエストを読み取れませんでした。',
  unprocessable: '実行できません。入力項目を確認してください。',
  namespaceNotFound: '名前空間が存在しません。',
  planUnknown: 'API プロダクトにそのプランはありません。',
  expiryMissing: 'この API のキーには有効期限が必要です。',
  expiryPast: '有効期限が過去の日時です。',
  expiryTooLate: '有効期限がこの API の上限を超えています。',
  noKeyAccepted: 'この API は現在 API キーを受け付けていません。',
  requesterUnknown:
    'カタログにあなた、またはメールアドレスが登録されていません。管理者に問い合わせてください。',
  tooManyKeys:
    'キーまたはリクエストが多すぎます。先にいくつか削除してください。',
  tooManyRequests: 'リクエストが多すぎます。しばらく待ってください。',
  clusterBusy:
    'クラスターが混雑しています。しばらくしてからもう一度お試しください。',
  internalError: 'サーバーでエラーが発生しました。',
  clusterUnreachable: '現在、クラスターに接続できません。',
  clusterNotRead:
    'ポータルを起動しています。しばらくしてからもう一度お試しください。',
  clusterRefused:
    'ポータルのアカウントにクラスターの権限がありません。プラットフォームエンジニアに問い合わせてください。',
  clusterFailed:
    'クラスターでエラーが発生しました。しばらくしてからもう一度お試しください。',
} as const;
