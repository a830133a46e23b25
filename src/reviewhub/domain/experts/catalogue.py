"""The built-in catalogue of specialities: three levels, one line each, code, Chinese, English.

A letter is an area of public spending, two digits a discipline, two more a speciality. Codes are stable: what
is added gets a new one, and nothing is ever renumbered.
"""

from typing import Final

CATALOGUE: Final = """
A 农业农村 Agriculture
A01 种植业 Crops
A0101 粮食与经济作物 Grain and cash crops
A0102 植物保护与种业 Plant protection and seeds
A0103 高标准农田 High-standard farmland
A02 畜牧渔业 Livestock and fisheries
A0201 畜牧兽医 Animal husbandry and veterinary science
A0202 渔业 Fisheries
A03 乡村发展 Rural development
A0301 乡村建设与人居环境 Villages and living environment
A0302 农业经济与合作社 Farm economics and cooperatives
A04 林草 Forestry and grassland
A0401 造林与森林资源 Afforestation and forest resources
A0402 草原与湿地 Grassland and wetland
B 水利 Water
B01 水利工程 Hydraulic engineering
B0101 水库与堤防 Reservoirs and embankments
B0102 灌溉与供水 Irrigation and water supply
B02 水资源 Water resources
B0201 水文与防汛 Hydrology and flood control
B0202 水土保持 Soil and water conservation
C 交通运输 Transport
C01 公路与桥隧 Roads, bridges and tunnels
C0101 公路工程 Highway engineering
C0102 桥梁与隧道 Bridges and tunnels
C0103 公路养护 Road maintenance
C02 运输管理 Transport operations
C0201 公共交通 Public transport
C0202 港航与铁路 Ports, waterways and railways
D 城乡建设 Urban and rural construction
D01 市政工程 Municipal engineering
D0101 道路与排水 Streets and drainage
D0102 供水与污水 Water supply and sewage
D0103 园林绿化 Parks and green space
D02 建筑工程 Building
D0201 房屋建筑 Building construction
D0202 建筑结构与抗震 Structures and earthquake resistance
D0203 机电与暖通 Building services
D03 规划与造价 Planning and cost
D0301 城乡规划 Town and country planning
D0302 工程造价 Cost engineering
D0303 工程监理与项目管理 Supervision and project management
E 生态环境 Environment
E01 污染防治 Pollution control
E0101 大气 Air
E0102 水环境 Water environment
E0103 土壤与固体废物 Soil and solid waste
E02 生态与监测 Ecology and monitoring
E0201 生态修复 Ecological restoration
E0202 环境监测 Environmental monitoring
F 教育 Education
F01 学校教育 Schools
F0101 学前与义务教育 Preschool and compulsory education
F0102 高中与职业教育 Upper secondary and vocational education
F0103 高等教育 Higher education
F02 教育保障 School operations
F0201 校舍与设备 Buildings and equipment
F0202 学生资助与营养 Student aid and meals
G 科学技术 Science and technology
G01 科研管理 Research management
G0101 科技计划与成果转化 Programmes and technology transfer
G0102 科研仪器与平台 Instruments and platforms
G02 产业技术 Industrial technology
G0201 先进制造与材料 Manufacturing and materials
G0202 生物与医药 Biology and medicine
H 卫生健康 Health
H01 医疗服务 Medical services
H0101 临床医学 Clinical medicine
H0102 中医药 Traditional Chinese medicine
H0103 医疗设备 Medical equipment
H02 公共卫生 Public health
H0201 疾病预防控制 Disease control
H0202 基层卫生与妇幼 Primary care, mothers and children
H03 医疗保障 Health insurance
H0301 医保基金 Insurance funds
I 社会保障与民政 Social protection
I01 就业与社会保险 Employment and social insurance
I0101 就业与培训 Employment and training
I0102 养老与社会保险 Pensions and social insurance
I02 民政 Civil affairs
I0201 社会救助与福利 Social assistance and welfare
I0202 养老服务 Care for the elderly
I0203 退役军人与残疾人 Veterans and persons with disabilities
J 文化旅游体育 Culture, tourism and sport
J01 文化 Culture
J0101 公共文化与文物 Public culture and heritage
J0102 广播电视与传媒 Broadcasting and media
J02 旅游体育 Tourism and sport
J0201 旅游开发 Tourism
J0202 体育设施与赛事 Sports facilities and events
K 信息化 Information technology
K01 信息系统 Information systems
K0101 软件与系统集成 Software and integration
K0102 数据与人工智能 Data and artificial intelligence
K0103 运行维护 Operation and maintenance
K02 基础设施 Infrastructure
K0201 网络与通信 Networks and communications
K0202 网络安全 Information security
L 公共安全与应急 Public safety
L01 公安司法 Police and justice
L0101 公安装备与技防 Police equipment and surveillance
L0102 司法与法律服务 Justice and legal services
L02 应急管理 Emergency management
L0201 消防与安全生产 Fire and work safety
L0202 防灾减灾与物资储备 Disaster relief and reserves
M 产业与商贸 Industry and trade
M01 产业发展 Industry
M0101 工业与中小企业 Industry and small business
M0102 能源 Energy
M02 商贸流通 Trade
M0201 内贸与物流 Domestic trade and logistics
M0202 招商与外贸 Investment promotion and foreign trade
N 自然资源 Natural resources
N01 国土空间 Land
N0101 土地整治与征收 Land consolidation and acquisition
N0102 测绘与地理信息 Surveying and geographic information
N02 地质矿产 Geology
N0201 地质灾害防治 Geological hazards
N0202 矿产资源 Mineral resources
P 财政财务 Finance
P01 财政管理 Public finance
P0101 预算管理 Budgeting
P0102 绩效管理 Performance management
P0103 政府采购 Government procurement
P0104 政府债务与专项债 Government debt and special bonds
P02 会计审计 Accounting and audit
P0201 会计 Accounting
P0202 审计 Audit
P0203 资产评估 Asset valuation
P0204 税务 Taxation
Q 管理与法律 Management and law
Q01 公共管理 Public management
Q0101 政策分析与评估 Policy analysis and evaluation
Q0102 项目管理 Project management
Q0103 调查统计 Surveys and statistics
Q02 法律 Law
Q0201 行政与合同法律 Administrative and contract law
Q0202 招投标法律 Tendering law
"""
