import Testing
import Understanding

/// Amounts of money and quantities as people write them, and what looks like them.
@Suite struct AmountEntityTests {
    typealias Row = (text: String, values: [String])

    static let numbers: [Row] = [
        ("500港圓", ["500.00 HKD"]), ("3000韓圓", ["3000.00 KRW"]), ("20圆", ["20.00 CNY"]),
        ("1万2千元", ["12000.00 CNY"]), ("3千5百块", ["3500.00 CNY"]), ("1万2500元", ["12500.00 CNY"]),
        ("1万5块钱", ["15000.00 CNY"]), ("1.5万元", ["15000.00 CNY"]), ("一万两千块", ["12000.00 CNY"]),
        ("1 299 €", ["1299.00 EUR"]), ("1\u{202F}299,00\u{A0}€", ["1299.00 EUR"]),
        ("12٫50 €", ["12.50 EUR"]), ("١٬٢٩٩٫٥٠ €", ["1299.50 EUR"]),
        ("1'299.00 CHF", ["1299.00 CHF"]), ("1’299 CHF", ["1299.00 CHF"]),
        ("EUR 12 000", ["12000.00 EUR"]), ("1.299,00 €", ["1299.00 EUR"]),
        ("$2 million company", ["2000000.00 USD"]), ("£5m", ["5000000.00 GBP"]),
        ("5k euros", ["5000.00 EUR"]), ("$1.5k", ["1500.00 USD"]),
        ("two million dollars", ["2000000.00 USD"]),
        ("ｔｗｅｎｔｙ ｅｕｒｏｓ", ["20.00 EUR"]), ("a hundred euros", ["100.00 EUR"]),
        ("a thousand yuan", ["1000.00 CNY"]),
        ("one thousand two hundred and fifty dollars", ["1250.00 USD"]), ("$.99 fee", ["0.99 USD"]),
        // Two numbers stay two.
        ("paid $20 300 times", ["20.00 USD"]), ("iPhone 15 999 dollars", ["999.00 USD"]),
        ("尺码38 299元", ["299.00 CNY"]), ("12 000 euros", ["12000.00 EUR"]),
        ("9块9包邮", ["9.90 CNY"]), ("5毛一个", ["0.50 CNY"]), ("5毛8", ["0.58 CNY"]),
        ("I rate it $1/0", ["1.00 USD"]),
        ("3 lamps, 20 euros", ["20.00 EUR"]),
        ("订单12345，20元没退", ["20.00 CNY"]), ("订单12345,20元没退", ["20.00 CNY"]),
        ("我付了500，30块没退", ["30.00 CNY"]), ("it cost 1299,50 €", ["1299.50 EUR"]),
        ("１，２９９元", ["1299.00 CNY"]), ("2，000元", ["2000.00 CNY"]),
        // Inside a code.
        ("12EUR34", []), ("$20k5", []), ("serial 4G7H2K", []), ("part 500G2B", []),
        ("税号91350100M000100Y43", []),
        ("1千个", []), ("it's 5'11 tall", []), ("a hundred times", []),
    ]

    static let hundredths: [Row] = [
        ("100元5角", ["100.50 CNY"]), ("十块零五毛", ["10.50 CNY"]), ("10块5毛8", ["10.58 CNY"]),
        ("优惠5毛", ["0.50 CNY"]), ("才8角", ["0.80 CNY"]), ("九毛九包邮", ["0.99 CNY"]),
        ("5毛钱", ["0.50 CNY"]), ("三块五", ["3.50 CNY"]), ("八十八块八", ["88.80 CNY"]),
        ("3块零5分", ["3.05 CNY"]), ("5分钱", ["0.05 CNY"]), ("12元3角4分", ["12.34 CNY"]),
        ("40 euro and 50 cents", ["40.50 EUR"]), ("five dollars and fifty cents", ["5.50 USD"]),
        ("£5 and 20 pence", ["5.20 GBP"]), ("99 cents", ["0.99 USD"]),
        ("100元5个", ["100.00 CNY"]), ("三角形的", []), ("买5毛巾", []), ("2元5分钟", ["2.00 CNY"]),
        ("£5 and 50 cents", ["5.00 GBP", "0.50 USD"]), ("5 euros and 2 lamps", ["5.00 EUR"]),
        ("买三块5个", ["3.00 CNY"]), ("一块买", []),
        // 一 is rather the beginning of what comes next.
        ("十块一张", ["10.00 CNY"]), ("三块一斤", ["3.00 CNY"]), ("250块一件", ["250.00 CNY"]),
        ("退了我两百块一直没到账", ["200.00 CNY"]), ("转了五十块一会儿就退了", ["50.00 CNY"]),
        ("付了三百块一点用没有", ["300.00 CNY"]), ("三十块五一个", ["30.50 CNY"]),
        ("三块五个", ["3.00 CNY"]), ("十块两次", ["10.00 CNY"]), ("一块一", ["1.10 CNY"]),
    ]

    static let pieces: [Row] = [
        ("三块巧克力", []), ("两块手表", []), ("三到五块蛋糕", []), ("20 pounds of rice", []),
        ("三块钱的巧克力", ["3.00 CNY"]), ("三块五的蛋糕", ["3.50 CNY"]), ("299块手表", ["299.00 CNY"]),
        ("20 pounds of my refund", ["20.00 GBP"]), ("20 pounds of credit", ["20.00 GBP"]),
        ("20 pounds", ["20.00 GBP"]),
    ]

    static let ranges: [Row] = [
        ("20到30元", ["20.00 CNY", "30.00 CNY"]), ("20-30元", ["20.00 CNY", "30.00 CNY"]),
        ("二十到三十块钱", ["20.00 CNY", "30.00 CNY"]), ("20~30块", ["20.00 CNY", "30.00 CNY"]),
        ("10 to 15 euros", ["10.00 EUR", "15.00 EUR"]),
        ("20-30 usd", ["20.00 USD", "30.00 USD"]), ("10–15€", ["10.00 EUR", "15.00 EUR"]),
        ("$20-30", ["20.00 USD", "30.00 USD"]), ("€20-30 off", ["20.00 EUR", "30.00 EUR"]),
        ("between 20 and 30 dollars", ["20.00 USD", "30.00 USD"]),
        ("between $20 and 30", ["20.00 USD", "30.00 USD"]),
        ("$5k-10k", ["5000.00 USD", "10000.00 USD"]),
        ("满200减30", ["200.00 CNY", "30.00 CNY"]), ("满200元减30", ["200.00 CNY", "30.00 CNY"]),
        // The end of a span is more than its beginning, and of the same kind.
        ("20 and 30 dollars", ["30.00 USD"]),
        ("iPhone 15 - 999 dollars", ["999.00 USD"]), ("$20 to 30 people", ["20.00 USD"]),
        ("$20-30%", ["20.00 USD"]), ("$20-3", ["20.00 USD"]), ("满3件减20元", ["20.00 CNY"]),
    ]

    /// A scale behind the second amount is that of both, where the first stays below it.
    static let scales: [Row] = [
        ("$1-2k", ["1000.00 USD", "2000.00 USD"]), ("€5-10k", ["5000.00 EUR", "10000.00 EUR"]),
        ("2到3万元", ["20000.00 CNY", "30000.00 CNY"]),
        ("20到30万元", ["200000.00 CNY", "300000.00 CNY"]),
        ("2到3千块", ["2000.00 CNY", "3000.00 CNY"]), ("2-3千元", ["2000.00 CNY", "3000.00 CNY"]),
        ("三到五千块钱", ["3000.00 CNY", "5000.00 CNY"]),
        ("2到3万5千元", ["20000.00 CNY", "35000.00 CNY"]),
        ("20 to 30 thousand euros", ["20000.00 EUR", "30000.00 EUR"]),
        ("$20 to 30 thousand", ["20000.00 USD", "30000.00 USD"]),
        ("20-30k euros", ["20000.00 EUR", "30000.00 EUR"]),
        ("10-20w元", ["100000.00 CNY", "200000.00 CNY"]),
        ("one to two hundred euros", ["100.00 EUR", "200.00 EUR"]),
        ("500到1万元", ["500.00 CNY", "10000.00 CNY"]), ("$900-1k", ["900.00 USD", "1000.00 USD"]),
        ("5千到1万元", ["5000.00 CNY", "10000.00 CNY"]), ("二到三十万元", ["300000.00 CNY"]),
        ("$20 to 30 thousand people", []),
        ("half a million dollars", ["500000.00 USD"]), ("half a thousand euros", ["500.00 EUR"]),
        ("two and half a million dollars", []), ("half a million people", []),
        ("10W元", ["100000.00 CNY"]), ("10w块", ["100000.00 CNY"]), ("10w", []),
    ]

    /// Between blanks a dash may part two things.
    static let looseSpans: [Row] = [
        ("5 - 10 €", ["5.00 EUR", "10.00 EUR"]), ("100 - 200元", ["100.00 CNY", "200.00 CNY"]),
        ("it costs 100 - 200 dollars", ["100.00 USD", "200.00 USD"]),
        ("$100 - 200", ["100.00 USD", "200.00 USD"]),
        ("iPhone 15 - 120 dollars", ["120.00 USD"]), ("尺码38 - 299元", ["299.00 CNY"]),
        ("my size is 38 - 40 euros", ["40.00 EUR"]), ("$20 - 30 days", ["20.00 USD"]),
        ("$20 -30", ["20.00 USD"]), ("5 - 500 €", ["500.00 EUR"]),
    ]

    static let spokenCents: [Row] = [
        ("3 pounds 50", ["3.50 GBP"]), ("twelve pounds fifty", ["12.50 GBP"]),
        ("12 euros 99 please", ["12.99 EUR"]), ("20€50", ["20.50 EUR"]), ("1元5", ["1.50 CNY"]),
        ("3元5", ["3.50 CNY"]), ("2元50。", ["2.50 CNY"]), ("9元9包邮", ["9.90 CNY"]),
        ("3元5个", ["3.00 CNY"]), ("3元5一斤", ["3.00 CNY"]), ("2元5天", ["2.00 CNY"]),
        ("12元500", ["12.00 CNY"]), ("20 euros 10 times", ["20.00 EUR"]),
        ("20 euros 10 days ago", ["20.00 EUR"]), ("20 euros 10%", ["20.00 EUR"]),
        ("20 euros 10:30", ["20.00 EUR"]), ("20 euros, 50", ["20.00 EUR"]),
        ("50p for a bag", ["0.50 GBP"]), ("10 pound 50p", ["10.50 GBP"]), ("1080p video", []),
        ("32p图", []),
        ("$20 50", ["20.00 USD"]), ("20 EUR 50", ["20.00 EUR"]), ("5000 yen 50", ["5000.00 JPY"]),
        ("3€50kg", ["3.00 EUR"]), ("20 to 30 euros 50", ["20.00 EUR", "30.00 EUR"]),
    ]

    static let weights: [Row] = [
        ("i weigh 150 pounds", []), ("12 pounds overweight", []), ("the weight is 20 pounds", []),
        ("it weighs 2 kg and costs 20 pounds", ["20.00 GBP"]), ("I lost 20 pounds", ["20.00 GBP"]),
    ]

    static let currencies: [Row] = [
        ("500元港币", ["500.00 HKD"]), ("500块美金", ["500.00 USD"]), ("100块日元", ["100.00 JPY"]),
        ("100块钱港币", ["100.00 HKD"]), ("20到30元港币", ["20.00 HKD", "30.00 HKD"]),
        ("三块五美金", ["3.50 USD"]), ("500元，港币", ["500.00 CNY"]), ("500元美元账户", ["500.00 CNY"]),
        ("RM50", ["50.00 MYR"]), ("RM 1205", []), ("20 zł", ["20.00 PLN"]),
        ("5000 won", ["5000.00 KRW"]), ("in 2024 won the game", []), ("20,- €", ["20.00 EUR"]),
        ("CHF 20.-", ["20.00 CHF"]), ("总数500元", ["500.00 CNY"]), ("数十元", []), ("数10元", []),
        ("新台币100元", ["100.00 TWD"]), ("港币88", ["88.00 HKD"]), ("HK$100元", ["100.00 HKD"]),
        ("R$ 50", ["50.00 BRL"]), ("500 rupees", ["500.00 INR"]), ("Rs. 500", ["500.00 INR"]),
        ("₹500", ["500.00 INR"]), ("500 kr", ["500.00 SEK"]), ("kr 500", ["500.00 SEK"]),
        ("200 Danish kr", ["200.00 DKK"]), ("5000韩元", ["5000.00 KRW"]), ("3萬韓幣", ["30000.00 KRW"]),
        ("80 Swiss francs", ["80.00 CHF"]), ("20 US dollars", ["20.00 USD"]),
        ("20 Canadian dollars", ["20.00 CAD"]), ("100泰铢", ["100.00 THB"]), ("₽300", ["300.00 RUB"]),
        ("300RMB", ["300.00 CNY"]), ("￥300元", ["300.00 CNY"]), ("¥5,000 JPY", ["5000.00 JPY"]),
        ("CAD$80", ["80.00 CAD"]), ("AUD$ 5", ["5.00 AUD"]),
        ("US$ 40", ["40.00 USD"]), ("30 baht", ["30.00 THB"]),
        ("call us 5 times", []), ("新款100个", []), ("加3件", []), ("台灯2个", []),
    ]

    static let quantities: [Row] = [
        ("half a kilo", ["0.5 kg"]), ("2½ kg", ["2.5 kg"]), ("½ kg", ["0.5 kg"]),
        ("2 1/2 kg", ["2.5 kg"]),
        ("two and a half kilos", ["2.5 kg"]), ("500 g", ["500 g"]), ("5 g of tea", ["5 g"]),
        ("it is 3 m long", ["3 m"]), ("2.5 m", ["2.5 m"]), ("1.5 l", ["1.5 l"]),
        ("cable, 3 m", ["3 m"]),
        ("半斤茶叶", ["0.5 斤"]), ("一斤半", ["1.5 斤"]), ("3斤半", ["3.5 斤"]), ("2米半", ["2.5 米"]),
        ("半公斤", ["0.5 kg"]), ("2.5公斤", ["2.5 kg"]), ("a hundred pieces", ["100 piece"]),
        ("十二瓶", ["12 瓶"]), ("1000件", ["1000 件"]), ("2件", ["2 件"]),
        // Which of two numbers is meant is not known.
        ("三块巧克力", ["3 块"]), ("两块手表", ["2 块"]), ("3块蛋糕", ["3 块"]),
        ("20 pounds of rice", ["20 lb"]), ("20 pounds of credit", []), ("30块蛋糕", []),
        ("三四个", []), ("两三件", []), ("七八瓶水", []), ("十几个", []), ("一百多件", []), ("三四十个", []),
        ("两个零件", ["2 个"]), ("零件坏了", []), ("0件", ["0 件"]),
        ("size 5 m", []), ("3 m, 2 l", []), ("3 M and 2 L", []), ("42 L please", []),
        ("i weigh 150 pounds", ["150 lb"]), ("12 pounds overweight", ["12 lb"]),
        ("my bag weighs about 20 pounds", ["20 lb"]),
        ("两盒半", ["2.5 盒"]), ("两箱半", ["2.5 箱"]), ("3袋半", ["3.5 袋"]), ("半瓶", ["0.5 瓶"]),
        ("两包半", ["2.5 包"]), ("两盒半价", ["2 盒"]), ("两箱半天没到", ["2 箱"]), ("两瓶半糖", ["2 瓶"]),
        ("一米七五", ["1.75 米"]), ("1米80", ["1.8 米"]), ("1米8", ["1.8 米"]), ("一米八", ["1.8 米"]),
        ("2米5元", ["2 米"]), ("2米3个", ["2 米", "3 个"]), ("两米一共", ["2 米"]),
        ("2米30厘米", ["2 米", "30 cm"]), ("1斤2两", ["1.2 斤"]), ("一斤二两", ["1.2 斤"]),
        ("1斤两个", ["1 斤", "2 个"]),
        ("读数1523吨", ["1523 吨"]), ("订单总数3件", ["3 件"]), ("张数5张", ["5 张"]), ("人数10件", ["10 件"]),
        ("数十件", []), ("数10件", []), ("500 mg", ["500 mg"]), ("5毫克", ["5 mg"]),
        ("20 kWh", ["20 kWh"]), ("5 km", ["5 km"]), ("5公里", ["5 km"]), ("3 tonnes", ["3 tonne"]),
        ("a dozen eggs", ["1 dozen"]), ("half a dozen eggs", ["0.5 dozen"]), ("a dozen times", []),
        ("half a million pieces", ["500000 piece"]),
        // Either end of a span would be wrong.
        ("3到5个", []), ("3或4件", []), ("3、4个", []), ("3、5件", []), ("三到五件", []),
        ("10 to 12 pieces", []),
        ("3 or 4 boxes", []), ("between 3 and 5 boxes", []), ("2 - 3 kg", []), ("1.5到2公斤", []),
        ("2件到3件", ["2 件", "3 件"]), ("3 boxes and 4 bags", ["3 box", "4 bag"]),
        ("尺码38、2件", ["2 件"]),
        // A comma parts two numbers, and 打 with a telephone is a verb.
        ("订单12345，2件都坏了", ["2 件"]), ("订单12345,2件坏了", ["2 件"]),
        ("手机号13800138000，2件", ["2 件"]), ("电话13800138000 2件", ["2 件"]), ("十块一张", []),
        ("我手机13800138000打不通", []), ("95588打不通", []), ("给10086打了电话", []),
        ("2打鸡蛋", ["2 打"]), ("两打电池", ["2 打"]),
        ("3千克", ["3 kg"]), ("三千克大米", ["3 kg"]), ("2.5千米", ["2.5 km"]),
        ("3千个", ["3000 个"]),
        // Networks and memory.
        ("500M流量", []), ("我家是100M宽带", []), ("带宽是200M", []), ("5m网线", ["5 m"]),
        ("5G套餐", []), ("4G信号", []), ("流量20G", []), ("手机内存8G", []), ("64G", []),
        ("5 G network", []), ("500g", ["500 g"]), ("5g of flour", ["5 g"]), ("100g茶叶", ["100 g"]),
        ("24/7 support", []), ("1/0", []), ("0/0 kg", []), ("7/0/2026", []), ("9块9包邮", []),
        ("3/4 boxes", []), ("半个月", []), ("一半", []), ("两个半小时", []), ("half past", []),
    ]

    static let money: [Row] = [
        numbers, hundredths, pieces, ranges, scales, looseSpans, spokenCents, weights, currencies,
    ].flatMap { $0 }

    @Test(arguments: money)
    func moneyIsRead(text: String, values: [String]) throws {
        let found = try EntityExtractor(EntityRules()).entities(in: text)

        #expect(found.filter { $0.name == "money" }.map(\.value) == values, "\(found)")
    }

    @Test(arguments: quantities)
    func quantitiesAreRead(text: String, values: [String]) throws {
        let found = try EntityExtractor(EntityRules()).entities(in: text)

        #expect(found.filter { $0.name == "quantity" }.map(\.value) == values, "\(found)")
    }

    @Test(arguments: ["三四块钱", "两三百块", "七八毛"])
    func anApproximateAmountIsNoWrongNumber(text: String) throws {
        #expect(try EntityExtractor(EntityRules()).entities(in: text) == [])
    }
}
